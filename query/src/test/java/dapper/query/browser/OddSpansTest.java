// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dapper.query.testing.TestSpan;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OddSpansTest extends ViewerTest {
    private static final TraceId ID = new TraceId(5, 5);
    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000;

    @Test
    void marksRepeatedIdsAndCyclesOnTheRowAndOpensEach() {
        traces.add(List.of(
                named(1, 0, "GET /orders").build(),
                named(2, 1, "first of the id").build(),
                named(2, 1, "second of the id").build(),
                named(7, 8, "around").build(),
                named(8, 7, "and around").build()));

        page.navigate("/trace/" + ID);
        Locator second = row("second of the id");
        assertThat(second.locator(".odd")).hasText("duplicate id");
        assertThat(row("around").first().locator(".odd")).hasText("parent cycle");
        assertThat(row("GET /orders").locator(".odd")).hasCount(0);

        second.click();
        assertThat(page).hasURL(Pattern.compile("span=0000000000000002.2$"));
        assertThat(page.locator("span-details h2")).containsText("second of the id");
        assertThat(page.locator("span-details .notice")).containsText("Another span of this trace has the same id");
        page.reload();
        assertThat(page.locator("span-details h2")).containsText("second of the id");
    }

    @Test
    void foldsALongNameSoThatTheDetailsStayInSight() {
        String name = "GET /" + "segment-".repeat(130);
        traces.add(List.of(
                named(1, 0, name).service("service-" + "x".repeat(1_000)).build()));

        page.navigate("/trace/" + ID + "?span=0000000000000001");
        Locator head = page.locator("span-details header");
        assertThat(head).containsText("Show all of it");
        assertThat(head.boundingBox().height).isLessThan(150);
        assertThat(page.locator("trace-header").boundingBox().height).isLessThan(180);
        page.getByText("Show all of it").click();
        assertThat(page.locator("folded-text .text")).hasText(name);
        assertThat(head.boundingBox().height).isLessThan(400);
        page.getByText("Show less").click();
        assertThat(page.getByText("Show all of it")).isVisible();
    }

    private TestSpan named(long id, long parent, String name) {
        return span(ID, id, parent, start, start + 1_000_000).name(name);
    }

    private Locator row(String name) {
        return page.locator(".row").filter(new Locator.FilterOptions().setHasText(name));
    }
}
