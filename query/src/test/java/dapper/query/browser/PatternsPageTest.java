// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dapper.query.testing.ShopTraces;
import dapper.query.testing.SlowTrace;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatternsPageTest extends ViewerTest {
    private static final String CHECKOUT = "/patterns?service=front&operation=POST+/checkout";

    @BeforeEach
    void store() {
        traces.add(ShopTraces.generate(80, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
    }

    @Test
    void showsAPatternForEachShape() {
        page.navigate(CHECKOUT);

        assertThat(page.locator("h1")).containsText("POST /checkout");
        assertThat(page.locator(".facts")).containsText(Pattern.compile("^2 patterns in 30 stored traces"));
        assertThat(card(0)).containsText(Pattern.compile("66.7 % of traces\\s*80 \\(20 stored\\)"));
        assertThat(card(1)).containsText("100 % failed");
        assertThat(card(1).locator(".parts li").first()).containsText("StockTable.reserve");
        assertThat(card(0).locator("rect").first()).isVisible();
    }

    @Test
    void leadsToExamplesAndComparesThem() {
        page.navigate(CHECKOUT);
        card(1).locator(".quantiles a").last().click();
        assertThat(page).hasURL(Pattern.compile("/compare/[0-9a-f]{32}/[0-9a-f]{32}"));
        page.goBack();
        card(1).locator(".quantiles a").first().click();
        assertThat(page.locator("trace-header h1")).containsText("POST /checkout");
    }

    @Test
    void isReachedFromATrace() {
        page.navigate("/search?service=front&operation=POST+/checkout");
        page.locator("result-list a").first().click();
        page.locator("trace-header").getByText("Patterns").click();
        assertThat(page).hasURL(Pattern.compile("/patterns\\?service=front&operation=POST\\+/checkout&start=.*&end="));
        assertThat(page.locator(".card")).hasCount(2);
    }

    @Test
    void hasATimeRangeAndLeadsToTheTraces() {
        page.navigate(CHECKOUT + "&lookback=5m");
        assertThat(page.locator(".card")).hasCount(2);
        page.locator("range-choice select").selectOption("24h");
        assertThat(page).hasURL(Pattern.compile("lookback=24h"));
        page.getByText("Its traces").click();
        assertThat(page.locator("result-list li")).hasCount(30);
        assertThat(page).hasURL(Pattern.compile("lookback=24h"));
    }

    @Test
    void statesThatThereAreNoTraces() {
        page.navigate("/patterns?service=front&operation=nothing");
        assertThat(page.locator(".none")).containsText("begins with this operation. Choose a longer time range.");
    }

    @Test
    void statesWhatTheAddressLacks() {
        page.navigate("/patterns?service=front");
        assertThat(page.locator("error-message h1")).hasText("These patterns cannot be shown");
        assertThat(page.locator("error-message")).containsText("operation");
    }

    @Test
    void comparesWithAnEarlierTimeRange() {
        long now = Instant.now().toEpochMilli() * 1_000_000 - 60_000_000_000L;
        long yesterday = now - 86_400_000_000_000L;
        traces.add(SlowTrace.of(new TraceId(1, 1), now)).add(SlowTrace.repaired(new TraceId(1, 2), now));
        traces.add(SlowTrace.of(new TraceId(1, 3), yesterday)).add(SlowTrace.of(new TraceId(1, 4), yesterday));
        page.navigate("/patterns?service=shop&operation=GET+/orders");
        assertThat(page.locator(".card")).hasCount(2);
        assertThat(page.locator(".card .was")).hasCount(0);
        page.getByLabel("Comparison").selectOption("1d");

        assertThat(page).hasURL(Pattern.compile("compare=1d$"));
        assertThat(page.locator(".facts")).containsText("in 2 stored traces");
        assertThat(page.locator(".card.new .kind")).hasText("+new");
        Locator both = page.locator(".card:not(.new)");
        assertThat(both).containsText("50 % of traces (was 100 %)");
        assertThat(both.locator(".quantile").first()).containsText(Pattern.compile("500 ms\\s*\\(was 500 ms\\)"));
        both.getByText("Compare the medians").click();
        assertThat(page).hasURL(Pattern.compile("/compare/" + new TraceId(1, 3) + "/" + new TraceId(1, 1) + "$"));
    }

    private Locator card(int index) {
        return page.locator(".card").nth(index);
    }
}
