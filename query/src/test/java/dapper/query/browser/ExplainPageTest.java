// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dapper.query.testing.ShopTraces;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainPageTest extends ViewerTest {
    /** The failing ones of the checkouts take longer than 500 ms. */
    private static final String FAILED = "/explain?q={+name+%3D+\"POST+/checkout\"+}&selected={+status+%3D+error+}";

    @BeforeEach
    void store() {
        traces.add(ShopTraces.generate(160, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
    }

    @Test
    void showsWhereSelectedTracesDiffer() {
        page.navigate(FAILED);

        assertThat(page.locator(".sides div").first()).containsText("80 traces");
        assertThat(page.locator(".sides div").first()).containsText("20 stored, as exact as 20");
        assertThat(page.locator(".sides div").last()).containsText("160 traces");
        assertThat(timings().first()).containsText("StockTable.reserve");
        assertThat(timings().first().locator(".selected .number")).hasText("508 ms");
        assertThat(timings().first().locator(".rest .number")).hasText("0");
        Locator status = field("span.http.response.status_code");
        assertThat(status.locator("li", new Locator.LocatorOptions().setHasText("503"))
                        .locator(".effect"))
                .hasText("+100 points");
    }

    @Test
    void leadsToTheTracesOfEachBar() {
        page.navigate(FAILED);
        row("span.db.operation.name", "INSERT").locator("a.rest").click();

        assertThat(page.locator("result-list li")).hasCount(40);
        assertThat(page.getByLabel("Query in TraceQL"))
                .hasValue("{ span:name = \"POST /checkout\" } && !{ span:status = error } && { span.db.operation.name ="
                        + " \"INSERT\" }");
        page.goBack();
        row("span.http.response.status_code", "503").locator("a.selected").click();
        assertThat(page.locator("result-list li")).hasCount(20);
    }

    @Test
    void isReachedFromASearchAndKeepsItsQuery() {
        page.navigate("/search?service=front&lookback=3h&limit=1000");
        page.getByText("Why are these slow?").click();

        assertThat(page).hasURL(Pattern.compile("/explain\\?q=.*&selected=.*&lookback=3h$"));
        assertThat(box("q")).hasValue("{ resource.service.name = \"front\" }");
        assertThat(box("selected")).hasValue(Pattern.compile("\\{ trace:duration > \\d+ms }"));
        assertThat(timings().first()).containsText("StockTable.reserve");
        box("selected").fill("{ name = \"GET /search\" }");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("selected=%7B\\+name"));
        assertThat(row("span.http.route", "/search")).containsText("+100 points");
    }

    @Test
    void explainsWhyThereIsNoDifference() {
        page.navigate("/explain?selected={+trace:duration+>+1h+}");
        assertThat(page.locator(".none")).containsText("No trace of the time range meets the condition.");
        page.navigate("/explain?selected={+}");
        assertThat(page.locator(".none")).containsText("All traces of the time range meet the condition");
        page.navigate("/explain");
        assertThat(page.locator(".none")).containsText("Give the condition of the traces to explain");
        page.navigate("/explain?selected={+duratoin+>+5+}");
        assertThat(page.locator(".none"))
                .hasText("These traces cannot be compared: correct the condition of the selected traces.");
        assertThat(page.locator("query-box.selected mark")).hasText("duratoin");
        assertThat(box("selected")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void completesBothQueries() {
        page.navigate("/explain");
        Locator options = page.locator("query-box [role=option]");

        box("selected").fill("{ sta");
        assertThat(options.first()).containsText("span:status");
        box("selected").press("Tab");
        box("selected").press("Tab");
        box("selected").press("Escape");
        box("selected").pressSequentially("error }");
        box("q").fill("{ resource.service.name = ");
        assertThat(options).containsText(new String[] {"inventory", "front"});
        box("q").press("Escape");
        box("q").fill("{ resource.service.name = \"front\" }");
        box("q").press("Enter");

        assertThat(page).hasURL(Pattern.compile("q=%7B\\+resource.*selected=%7B\\+span:status\\+%3D\\+error"));
        assertThat(timings().first()).isVisible();
    }

    @Test
    void comparesWhatEventsHave() {
        page.navigate(FAILED);

        Locator type = row("event.exception.type", "java.sql.SQLTimeoutException");
        assertThat(type.locator(".effect")).hasText("+100 points");
        type.locator("a.selected").click();
        assertThat(page.locator("result-list li")).hasCount(20);
    }

    private Locator box(String name) {
        return page.locator("query-box." + name + " input");
    }

    private Locator timings() {
        return page.locator("ol.rows > li");
    }

    private Locator field(String title) {
        return page.locator(
                ".fields > li",
                new Page.LocatorOptions().setHas(page.locator("h3", new Page.LocatorOptions().setHasText(title))));
    }

    private Locator row(String title, String value) {
        return field(title)
                .first()
                .locator(".rows > li", new Locator.LocatorOptions().setHasText(value))
                .first();
    }
}
