// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.TestSpan;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An attacker who can make a service record a span chooses its texts; they must never be more than text. */
class HostileTraceTest extends ViewerTest {
    private static final TraceId ID = new TraceId(6, 6);
    private static final String IMAGE = "<img src=x onerror=\"window.hacked=1\">";
    private static final String SCRIPT = "<script>window.hacked=1</script>";
    private static final String LINK = "javascript:window.hacked=1";

    @BeforeEach
    void storeTrace() {
        long start = Instant.now().toEpochMilli() * 1_000_000 - 2_000_000_000;
        traces.add(List.of(span(ID, 1, 0, start, start + 1_000_000)
                .resource(TestSpan.resource(SCRIPT, "host.name", IMAGE))
                .name(IMAGE)
                .error(SCRIPT)
                .attribute(IMAGE, SCRIPT)
                .attribute("url.full", LINK)
                .attribute("__proto__", "polluted")
                .event(
                        start,
                        "exception",
                        "exception.type",
                        IMAGE,
                        "exception.message",
                        SCRIPT,
                        "exception.stacktrace",
                        IMAGE)
                .scope(SCRIPT, IMAGE)
                .traceState(IMAGE)
                .build()));
    }

    @Test
    void showsMarkupAsTextOnBothPages() {
        page.navigate("/search");
        assertThat(page.locator("result-list .operation")).hasText(IMAGE);
        assertThat(page.locator("result-list .service")).hasText(SCRIPT);
        page.locator("result-list a").click();
        page.locator(".row .operation").click();

        assertThat(page.locator("span-details h2")).hasText(IMAGE);
        assertThat(page.locator("span-details .failure")).containsText(SCRIPT);
        assertThat(page.locator("span-details attribute-table").first()).containsText(IMAGE);
        assertThat(page.locator("span-details attribute-table").first()).containsText("__proto__");
        assertThat(page.locator("span-details pre")).hasText(IMAGE);
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(page.locator("a[href^='javascript']")).hasCount(0);
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(page.evaluate("({}).polluted")).isNull();
    }

    @Test
    void treatsTheAddressAsText() {
        page.navigate("/search?service="
                + "%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E&tag=%22%3Cscript%3E%22:x");
        assertThat(page.getByText("No traces match")).isVisible();
        page.navigate("/trace/%3Cimg%20src=x%20onerror=window.hacked=1%3E");
        assertThat(page.locator("error-message")).isVisible();

        assertThat(page.evaluate("window.hacked")).isNull();
    }
}
