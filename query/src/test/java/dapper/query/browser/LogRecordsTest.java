// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.LoggedTrace;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log records in a trace: the marks on the bars, and the panel of the span. */
class LogRecordsTest extends ViewerTest {
    private static final TraceId ID = new TraceId(0x106, 1);

    @BeforeEach
    void storeTrace() {
        traces.add(LoggedTrace.of(ID, Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000));
    }

    @Test
    void haveMarksOfTheirOwnOnTheBarAndTheirNumberInTheRow() {
        page.navigate("/trace/" + ID);
        Locator row = page.locator("#span-1");

        assertThat(row.locator(".event")).hasCount(5);
        assertThat(row.locator(".event.log")).hasCount(2);
        assertThat(row.locator(".event.log").first())
                .hasAttribute("title", "WARN shop.stock.Reservations: Stock of item-7 is low: 1 left at 20 ms");
        assertThat(row.locator(".event.error-log"))
                .hasAttribute("title", "ERROR shop.stock.Orders: Order 99 cannot be reserved at 70 ms");
        assertThat(row.locator(".event.exception")).hasAttribute("title", "exception shop.NoStock at 85 ms");
        assertThat(row.locator(".logs")).hasAttribute("title", "3 log records, 1 of an error");
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("View")).click();
        assertThat(page.locator("view-panel .marks li"))
                .hasText(new String[] {"event", "log record", "log record: error", "exception"});
    }

    @Test
    void areReadAndFilteredInThePanelOfTheSpanWithTheKeyboard() {
        page.navigate("/trace/" + ID);
        assertThat(page.locator(".row").first()).isAttached();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        Locator logs = page.locator("span-logs");

        assertThat(logs.locator("article strong")).hasText(new String[] {"WARN", "INFO", "ERROR"});
        assertThat(logs.locator("article .logger").first()).hasText("shop.stock.Reservations");
        assertThat(logs.locator("article .message").first()).hasText("Stock of item-7 is low: 1 left");
        assertThat(logs.locator("time").first()).hasAttribute("title", Pattern.compile("\\+10 ms since the start"));
        assertThat(logs.locator("stack-trace")).containsText("Orders.java:41");
        assertThat(page.locator("span-events strong")).hasText(new String[] {"cache miss", "shop.NoStock"});
        page.getByLabel("Filter the log records").focus();
        page.keyboard().type("item-7 low");
        assertThat(logs.locator("article strong")).hasText(new String[] {"WARN"});
        assertThat(logs.getByRole(AriaRole.STATUS)).hasText("1 of 3");
        assertThat(page).hasURL(Pattern.compile("logs=item-7\\+low"));
        page.reload();
        assertThat(logs.locator("article strong")).hasText(new String[] {"WARN"});
        page.getByLabel("Filter the log records").fill("nothing");
        assertThat(logs.locator(".none")).hasText("No log record has this text.");
    }
}
