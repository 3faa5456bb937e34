// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;

import com.microsoft.playwright.Locator;
import dapper.query.testing.SlowTrace;
import dapper.storage.TraceId;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InsightsTest extends ViewerTest {
    private static final TraceId ID = new TraceId(3, 14);
    private static final TraceId HEALTHY = new TraceId(3, 15);
    private static final long MS = 1_000_000;
    private static final long START = 1_790_000_000_000_000_000L;

    @BeforeEach
    void store() {
        traces.add(SlowTrace.of(ID, START));
        traces.add(List.of(span(HEALTHY, 1, 0, START, START + MS).name("GET /").build()));
    }

    @Test
    void areListedHeaviestFirst() {
        page.navigate("/trace/" + ID);

        assertThat(insights().locator(".kind")).hasText(new String[] {"Repeated calls", "Swallowed error"});
        assertThat(insights().locator(".cost")).hasText(new Pattern[] {
            Pattern.compile("^390 ms, 78 % of the trace$"), Pattern.compile("^15 ms, 3 % of the trace$")
        });
        assertThat(insights().locator(".sentence").nth(1))
                .hasText("GET ads/top in shop fails (refused), but GET /orders in shop succeeds.");
        assertThat(page.locator(".row.marked")).hasCount(0);
    }

    @Test
    void markTheirSpansAndShowTheFirst() {
        page.navigate("/trace/" + ID);
        page.locator("[popovertarget]").last().click();
        page.getByText("Collapse all").click();
        insights().locator("button").first().click();

        assertThat(page).hasURL(Pattern.compile("insight=1"));
        assertThat(insights().locator("button").first()).hasAttribute("aria-pressed", "true");
        assertThat(page.locator(".row.cursor.marked .operation")).hasText("SELECT price");
        assertThat(page.locator("#span-3")).hasClass(Pattern.compile("cursor"));
        assertThat(page.locator("#span-3 .insight")).containsText("part of the insight");
        assertThat(page.locator("#span-0")).not().hasClass(Pattern.compile("marked"));

        insights().locator("button").first().click();
        assertThat(page.locator(".row.marked")).hasCount(0);
        assertThat(page).not().hasURL(Pattern.compile("insight="));
    }

    @Test
    void areChosenByKeysAndByTheAddress() {
        page.navigate("/trace/" + ID + "?insight=2");
        assertThat(page.locator(".row.marked .operation")).hasText("GET");
        assertThat(page.locator("#span-1")).hasClass(Pattern.compile("cursor"));

        page.keyboard().press("i");
        assertThat(page).hasURL(Pattern.compile("insight=1"));
        assertThat(page.locator("#span-3")).hasClass(Pattern.compile("marked"));
        page.keyboard().press("I");
        assertThat(page).hasURL(Pattern.compile("insight=2"));
        page.navigate("/trace/" + ID + "?insight=7");
        assertThat(page.locator(".row").first()).isVisible();
        assertThat(page.locator(".row.marked")).hasCount(0);
    }

    @Test
    void areHiddenOnRequest() {
        page.navigate("/trace/" + ID);
        assertThat(insights()).isVisible();
        button().click();
        assertThat(insights()).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("insights=off"));
        page.reload();
        assertThat(page.locator(".row").first()).isVisible();
        assertThat(insights()).hasCount(0);
    }

    @Test
    void takeNoRoomWhereThereAreNone() {
        page.navigate("/trace/" + HEALTHY);
        assertThat(page.locator(".row")).hasCount(1);
        assertThat(insights()).hasCount(0);
        assertThat(button()).hasText(Pattern.compile("Insights\\s+0"));
        button().click();
        assertThat(insights()).containsText("No insights");
    }

    private Locator insights() {
        return page.locator("trace-insights");
    }

    private Locator button() {
        return page.getByTitle("The list of insights; i chooses the next");
    }
}
