// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.testing.SlowTrace;
import dapper.query.testing.ViewerSandbox;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparePageTest extends ViewerTest {
    private static final TraceId A = new TraceId(0xa, 1);
    private static final TraceId B = new TraceId(0xb, 1);
    private static final TraceId OTHER = new TraceId(0xc, 1);
    private static final String PATH = "/compare/" + A + "/" + B;
    private final long start = Instant.now().toEpochMilli() * 1_000_000 - 60_000_000_000L;

    @BeforeEach
    void storeTwoTraces() {
        traces.add(SlowTrace.of(A, start)).add(SlowTrace.repaired(B, start + 1_000_000_000L));
        traces.add(List.of(span(OTHER, 1, 0, start, start + 5)
                .service("shop")
                .name("GET /")
                .build()));
    }

    @Test
    void placesTwoTracesSideBySide() {
        page.navigate(PATH);

        assertThat(page.locator("h1")).hasText("B takes 90 ms instead of 500 ms, 82 % less.");
        assertThat(page.locator(".counts li")).hasText(new Pattern[] {
            Pattern.compile("0 slower in B$"),
            Pattern.compile("2 faster in B$"),
            Pattern.compile("1 only in B$"),
            Pattern.compile("39 only in A$"),
            Pattern.compile("2 about as long$")
        });
        assertThat(page.locator(".row .operation").first()).hasText("GET /orders");
        assertThat(page.locator(".row.faster .sign").first()).containsText("faster in B");
        assertThat(page.locator(".row.faster .change").first()).hasText("−410 ms");
        assertThat(page).hasTitle(Pattern.compile("^Compare 00000000 with 00000000 · Dapper$"));
        BoundingBox a = page.locator(".row.faster .bar.a").first().boundingBox();
        BoundingBox b = page.locator(".row.faster .bar.b").first().boundingBox();
        assertThat(b.width / a.width).isBetween(0.179, 0.181);
        assertThat(b.x).isEqualTo(a.x);
    }

    @Test
    void showsOnlyDifferencesOnRequest() {
        page.navigate(PATH);
        page.getByText("Only differences").click();

        assertThat(page).hasURL(Pattern.compile("only=differences"));
        assertThat(page.locator(".row.same")).hasCount(0);
        assertThat(page.locator(".row.faster")).hasCount(2);
        page.getByText("Swap A and B").click();
        assertThat(page.locator("h1")).hasText("B takes 500 ms instead of 90 ms, 5.6 times as long.");
        assertThat(page.locator(".row.slower")).hasCount(2);
        assertThat(page.locator(".row.same")).hasCount(0);
        page.navigate("/compare/" + A + "/" + A + "?only=differences");
        assertThat(page.locator(".equal")).hasText(Pattern.compile("No span differs"));
    }

    @Test
    void leadsFromATraceToOneOfTheSameOperationAndToItsSpans() {
        page.navigate("/trace/" + A);
        page.locator("trace-header")
                .getByText("Compare", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("compare-choice li")).hasCount(1);
        assertThat(page.locator("compare-choice li .length")).hasText("90 ms");
        page.locator("compare-choice li a").click();
        assertThat(page).hasURL(Pattern.compile(PATH + "$"));

        page.locator(".row.added .length a").click();
        assertThat(page).hasURL(Pattern.compile("/trace/" + B + "\\?span=000000000000005a$"));
        assertThat(page.locator("span-details h2")).hasText("look up");
        page.goBack();
        assertThat(page.locator(".row.added")).isVisible();
    }

    @Test
    void placesATraceBesideTheMedianOfItsPattern() {
        page.navigate("/trace/" + A);
        page.getByText("Compare with the usual").click();
        assertThat(page).hasURL(Pattern.compile("/compare/usual/" + A + "$"));
        assertThat(page.locator(".waiting")).containsText("there is no other one with its pattern");

        long ms = 1_000_000;
        for (int i = 0; i < 3; i++) {
            TraceId id = new TraceId(0xd, 1 + i);
            traces.add(List.of(
                    span(id, 1, 0, start, start + (i == 2 ? 900 : 100) * ms)
                            .service("shop")
                            .name("GET /job")
                            .build(),
                    span(id, 2, 1, start + 10 * ms, start + (i == 2 ? 890 : 20) * ms)
                            .service("shop")
                            .name("SELECT")
                            .build()));
        }
        page.navigate("/compare/usual/" + new TraceId(0xd, 3));

        assertThat(page.locator("h1")).hasText("This trace takes 900 ms instead of 100 ms, 9 times as long.");
        assertThat(page.locator(".trace").first()).containsText("Median of 2 traces with this pattern");
        assertThat(page.locator(".row.slower")).hasCount(2);
        assertThat(page.locator(".row.slower .change").last()).hasText("+870 ms");
        assertThat(page.locator(".row").first().locator("a")).hasCount(1);
        assertThat(page.getByText("Swap A and B")).hasCount(0);
    }

    @Test
    void comparesWithTheTraceWhoseIdIsEntered() {
        page.navigate("/compare/" + A);
        assertThat(page.getByLabel("Id of trace B")).isFocused();
        page.keyboard().type("no id");
        page.keyboard().press("Enter");
        assertThat(page.locator("compare-choice .hint")).isVisible();
        page.getByLabel("Id of trace B").fill(B.toString());
        page.keyboard().press("Enter");
        assertThat(page.locator(".row.added")).isVisible();
        page.navigate("/compare/" + A + "/ffff");
        assertThat(page.locator("error-message h1")).hasText("These traces cannot be compared");
    }

    @Test
    void staysUsableWithALargeTrace() {
        traces.add(ViewerSandbox.wide(20_000, start));
        page.navigate("/compare/" + new TraceId(0x71de, 20_000) + "/" + A);

        assertThat(page.locator(".row").first()).isVisible();
        assertThat(page.locator("compare-rows .scroll")).isFocused();
        page.keyboard().press("End");
        assertThat(page.locator(".row[aria-rowindex='20043']")).isVisible();
        assertThat(page.locator(".row").count()).isLessThan(60);
    }
}
