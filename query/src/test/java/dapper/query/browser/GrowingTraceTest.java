// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A trace of which more spans arrive while it is open. */
class GrowingTraceTest extends ViewerTest {
    private static final TraceId ID = new TraceId(5, 5);
    private static final long MS = 1_000_000;
    private final long now = Instant.now().toEpochMilli() * MS;

    @Test
    void showsSpansThatArriveWithoutLosingThePlaceOfTheReader() {
        long start = now - 1_000 * MS;
        List<Span> spans = new ArrayList<>();
        spans.add(named(1, 0, start, 900, "GET /orders"));
        for (int i = 2; i <= 80; i++) {
            // Each third has a child, so that there is something to collapse, and no two are equal.
            spans.add(named(i, i % 3 == 0 ? i - 1 : 1, start + i * MS, 5, "step " + i));
        }
        traces.add(spans);
        page.clock().install();
        page.navigate("/trace/" + ID);
        assertThat(page.locator(".row")).not().hasCount(0);
        page.locator("trace-waterfall [role=tree]").evaluate("tree => { tree.scrollTop = 700; }");
        Locator parent = row("step 35");
        parent.locator(".caret").click();
        assertThat(row("step 36")).hasCount(0);
        row("step 40").click();
        page.keyboard().press("Escape");
        assertThat(page.locator("span-details")).hasCount(0);
        double before = top("step 40");

        traces.add(List.of(
                named(101, 1, start, 1, "first of all"),
                named(102, 2, start, 1, "second of all"),
                named(103, 1, start + 800 * MS, 1, "last of all")));
        page.clock().runFor(2_500);
        assertThat(page.locator("trace-notices .news")).hasText("3 more spans have arrived.");
        assertThat(page.locator("trace-header .facts")).containsText("83");
        assertThat(row("step 36")).hasCount(0);
        assertThat(page.locator(".row.cursor")).containsText("step 40");
        assertThat(page.locator("trace-waterfall [role=tree]")).isFocused();
        assertThat(top("step 40")).isEqualTo(before);
        page.keyboard().press("Home");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".row.cursor")).containsText("first of all");
    }

    @Test
    void looksForMissingSpansOfAnOldTraceOnRequest() {
        long start = now - 3_600_000 * MS;
        traces.add(List.of(named(2, 1, start, 5, "child")));
        page.navigate("/trace/" + ID + "?span=0000000000000003");
        assertThat(page.locator("trace-notices .missed")).isVisible();
        Locator look = page.getByText("Look for more");
        look.click();
        assertThat(page.locator("trace-notices p[role=status].news")).hasText("No more spans have arrived.");

        traces.add(List.of(named(1, 0, start, 20, "GET /orders"), named(3, 1, start, 1, "late")));
        look.click();
        assertThat(page.locator("trace-notices .news")).hasText("2 more spans have arrived.");
        assertThat(page.locator(".row .operation")).hasText(new String[] {"GET /orders", "child", "late"});
        assertThat(page.locator("span-details h2")).hasText("late");
        assertThat(page.locator("trace-notices .missed")).hasCount(0);
        assertThat(look).hasCount(0);
    }

    @Test
    void keepsTheSpansIfALookFails() {
        traces.add(List.of(named(2, 1, now - 3_600_000 * MS, 5, "child")));
        page.navigate("/trace/" + ID);
        assertThat(page.getByText("Look for more")).isVisible();
        traces.goDown(true);
        page.getByText("Look for more").click();
        assertThat(page.locator("trace-notices [role=alert]")).containsText("The trace could not be read again.");
        assertThat(page.locator(".row .operation")).hasText(new String[] {"missing span", "child"});
        traces.goDown(false);
        page.locator("trace-notices [role=alert] button").click();
        assertThat(page.locator("trace-notices [role=alert]")).hasCount(0);
    }

    private static Span named(long id, long parent, long start, long millis, String name) {
        return span(ID, id, parent, start, start + millis * MS).name(name).build();
    }

    private Locator row(String name) {
        return page.locator(".row").filter(new Locator.FilterOptions().setHasText(Pattern.compile(name + "\\b")));
    }

    /** Of a row, below the top of the rows in sight. */
    private double top(String name) {
        return row(name).boundingBox().y
                - page.locator("trace-waterfall [role=tree]").boundingBox().y;
    }
}
