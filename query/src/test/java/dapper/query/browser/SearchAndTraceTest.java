// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.ShopTraces;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SearchAndTraceTest extends ViewerTest {

    @Test
    void findsATraceOpensItAndComesBack() {
        traces.add(ShopTraces.generate(30, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));

        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(30);
        page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Service"))
                .fill("inv");
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("inventory"))
                .click();
        page.getByLabel("Only spans with errors").check();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Find traces"))
                .click();
        assertThat(page).hasURL(Pattern.compile("q=.*%22inventory%22.*error\\+%7D"));
        assertThat(page.locator("result-list li")).hasCount(3);

        page.locator("result-list a").first().click();
        assertThat(page.locator("trace-header h1")).containsText("POST /checkout");
        assertThat(page.locator(".row .operation"))
                .hasText(new String[] {"POST /checkout", "POST", "POST /stock/reserve", "StockTable.reserve"});
        assertThat(page.locator(".row.failed")).hasCount(4);

        page.goBack();
        assertThat(page.locator("result-list li")).hasCount(3);
        page.goBack();
        assertThat(page.locator("result-list li")).hasCount(30);
    }

    @Test
    void comesBackToTheSameResultsAtTheSamePlace() {
        traces.add(ShopTraces.generate(60, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
        page.navigate("/search?limit=20");
        Locator rows = page.locator("result-list li");
        assertThat(rows).hasCount(20);
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(rows).hasCount(40);
        rows.nth(25).locator("a").click();
        assertThat(page.locator("trace-header")).isVisible();
        assertThat(page).hasTitle(Pattern.compile("front .* · Dapper"));

        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("← Results"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/search\\?limit=20$"));
        assertThat(rows).hasCount(40);
        assertThat(rows.nth(25)).isInViewport();
        assertThat(page).hasTitle("Search · Dapper");
        page.goBack();
        page.goBack();
        assertThat(rows.nth(25)).isInViewport();
        rows.nth(25).locator("a").click();
        page.reload();
        page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("← Results"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/search\\?limit=20$"));
        assertThat(rows).hasCount(20);
    }
}
