// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;

import com.microsoft.playwright.Locator;
import dapper.query.testing.ShopTraces;
import dapper.query.testing.ViewerSandbox;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only a part of the page scrolls, so the focus must be in it. */
class KeyboardTest extends ViewerTest {
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    @Test
    void scrollsTheRowsOfATraceWithoutAClick() {
        List<Span> long200 = ViewerSandbox.large(200, now - 1_000_000_000);
        traces.add(long200);
        page.navigate("/trace/" + long200.get(0).traceId());
        Locator rows = page.locator("trace-waterfall .scroll");
        assertThat(rows).isFocused();

        page.keyboard().press("PageDown");
        awaitScroll(rows, "> 0");
        page.keyboard().press("PageUp");
        awaitScroll(rows, "=== 0");
        page.keyboard().press("Space");
        awaitScroll(rows, "> 0");
        page.getByLabel("Expand one level").focus();
        page.keyboard().press("PageUp");
        awaitScroll(rows, "=== 0");
    }

    @Test
    void goesOnWhereItWasOnTheWayBackToTheResults() {
        traces.add(ShopTraces.generate(40, now - 1_000_000_000));
        page.navigate("/search");
        Locator search = page.locator("search-page");
        assertThat(page.locator("result-list a")).hasCount(40);
        assertThat(page.locator("search-page .results")).isFocused();
        page.keyboard().press("PageDown");
        awaitScroll(search, "> 0");

        Locator link = page.locator("result-list a").nth(20);
        link.click();
        assertThat(page.locator("trace-waterfall .scroll")).isFocused();
        page.goBack();

        assertThat(link).isFocused();
        page.keyboard().press("Home");
        awaitScroll(search, "=== 0");
    }

    @Test
    void givesTheFocusBackToTheRowsWhenWhatHadItIsGone() {
        List<Span> two = ViewerSandbox.large(3, now - 1_000_000_000);
        traces.add(two);
        page.navigate("/trace/" + two.get(0).traceId() + "?span=0000000000000002&from=0&to=10");
        Locator rows = page.locator("trace-waterfall .scroll");

        page.locator("span-details header button[aria-label=Close]").click();
        assertThat(rows).isFocused();
        page.getByTitle("Show the whole time").click();
        assertThat(rows).isFocused();
        page.getByLabel("Open a trace by its id").fill(two.get(0).traceId().toString());
        page.keyboard().press("Enter");
        assertThat(rows).isFocused();
    }

    @Test
    void leavesTheArrowKeysToAStackTraceThatHasTheFocus() {
        TraceId id = new TraceId(6, 6);
        traces.add(List.of(
                span(id, 1, 0, now, now + 2_000_000)
                        .event(now, "exception", "exception.stacktrace", "at shop.Stock.update\n".repeat(80))
                        .build(),
                span(id, 2, 1, now, now + 1_000_000).build()));
        page.navigate("/trace/" + id + "?span=0000000000000001");
        Locator stackTrace = page.locator("stack-trace .text");

        stackTrace.focus();
        page.keyboard().press("ArrowDown");
        awaitScroll(stackTrace, "> 0");
        page.keyboard().press("Home");
        awaitScroll(stackTrace, "=== 0");
        assertThat(page.locator("#span-0")).hasAttribute("aria-selected", "true");
        page.keyboard().press("Escape");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("#span-1")).hasAttribute("aria-selected", "true");
    }

    private void awaitScroll(Locator element, String condition) {
        page.waitForCondition(() -> (Boolean) element.evaluate("element => element.scrollTop " + condition));
    }
}
