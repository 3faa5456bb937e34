// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.ShopTraces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The search as a form and as a query in TraceQL, and the completion of the query. */
class QueryBoxTest extends ViewerTest {
    private Locator query;
    private Locator options;

    @BeforeEach
    void storeTraces() {
        traces.add(ShopTraces.generate(16, Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000));
        query = field(AriaRole.COMBOBOX, "Query in TraceQL");
        options = page.locator("query-box [role=option]");
    }

    @Test
    void rewritesTheQueryWhenTheFormIsEdited() {
        page.navigate("/search");
        assertThat(query).hasValue("");

        field(AriaRole.COMBOBOX, "Service").fill("front");
        field(AriaRole.TEXTBOX, "Tags").fill("http.response.status_code:500");
        assertThat(query)
                .hasValue("{ resource.service.name = \"front\" && (.http.response.status_code = 500"
                        + " || .http.response.status_code = \"500\") }");
        field(AriaRole.TEXTBOX, "Tags").fill("");
        page.getByLabel("Only spans with errors").check();
        assertThat(query).hasValue("{ resource.service.name = \"front\" && span:status = error }");

        query.press("Enter");
        assertThat(page.locator("result-list li")).hasCount(2);
        assertThat(page).hasURL(Pattern.compile("/search\\?q=%7B.*error\\+%7D&lookback=1h&limit=50$"));
    }

    @Test
    void fillsTheFormFromTheQueryAndReportsPartsThatOnlyTheTextShows() {
        page.navigate("/search");

        query.fill("{ name = \"GET /stock\" && duration > 1ms && .http.route = \"/stock\" }");
        assertThat(field(AriaRole.COMBOBOX, "Operation")).hasValue("GET /stock");
        assertThat(field(AriaRole.TEXTBOX, "Longer than")).hasValue("1ms");
        assertThat(field(AriaRole.TEXTBOX, "Tags")).hasValue("http.route:/stock");

        query.fill("{ name = \"GET /stock\" } << { resource.service.name = \"front\" }");
        assertThat(page.locator("search-form .beyond"))
                .containsText("This query has parts that only its text shows. Change them there.");
        assertThat(field(AriaRole.TEXTBOX, "Tags")).hasCount(0);
        button("Find traces").click();
        assertThat(page).hasURL(Pattern.compile("q=%7B\\+name"));
        assertThat(page.locator("result-list li")).not().hasCount(0);
        page.reload();
        assertThat(query).hasValue("{ name = \"GET /stock\" } << { resource.service.name = \"front\" }");

        button("Start again with filters").click();
        assertThat(query).hasValue("");
        assertThat(field(AriaRole.COMBOBOX, "Service")).hasValue("");
    }

    @Test
    void completesAQueryWithTheKeyboard() {
        page.navigate("/search");
        query.focus();

        page.keyboard().type("serv");
        assertThat(options.first()).containsText("resource.service.name");
        assertThat(query).hasAttribute("aria-expanded", "true");
        page.keyboard().press("Tab");
        assertThat(query).hasValue("{ resource.service.name ");
        assertThat(options.first()).containsText("equals");
        page.keyboard().press("ArrowDown");
        assertThat(query).hasAttribute("aria-activedescendant", "option-0");
        page.keyboard().press("Enter");
        assertThat(query).hasValue("{ resource.service.name = ");
        assertThat(options.filter(new Locator.FilterOptions().setHasText("inventory")))
                .containsText(Pattern.compile("\\d+ spans"));
        page.keyboard().type("inv");
        assertThat(options).hasCount(1);
        page.keyboard().press("Tab");
        assertThat(query).hasValue("{ resource.service.name = \"inventory\" ");
        page.keyboard().type("&& name = ");
        assertThat(options.filter(new Locator.FilterOptions().setHasText("GET /stock")))
                .hasCount(1);
        assertThat(options.filter(new Locator.FilterOptions().setHasText("/cart")))
                .hasCount(0);
        assertThat(page.locator("search-form .beyond")).containsText("The form follows when the query is complete.");
        page.keyboard().press("Escape");
        assertThat(options).hasCount(0);
        assertThat(query).hasValue("{ resource.service.name = \"inventory\" && name = ");
        page.keyboard().type("\"GET /stock\" }");
        page.keyboard().press("Enter");
        assertThat(field(AriaRole.COMBOBOX, "Operation")).hasValue("GET /stock");
        assertThat(page.locator("result-list li")).not().hasCount(0);
        assertThat(options).hasCount(0);

        page.keyboard().press("Tab");
        assertThat(field(AriaRole.BUTTON, "Search")).isFocused();
    }

    @Test
    void takesASuggestionWithTheMouse() {
        page.navigate("/search");

        query.click();
        options.first().click();
        assertThat(query).hasValue("{ ");
        assertThat(query).isFocused();
        page.locator("query-box [title='span:status']").click();
        options.first().click();
        options.filter(new Locator.FilterOptions().setHasText("error")).click();
        options.last().click();
        assertThat(query).hasValue("{ span:status = error } ");
        assertThat(page.getByLabel("Only spans with errors")).isChecked();
        page.locator("search-page .results").click();
        assertThat(options).hasCount(0);
    }

    @Test
    void marksAMistakeAtItsPlace() {
        page.navigate("/search");
        query.fill("{ duratoin > 5ms }");
        query.press("Enter");

        assertThat(page.locator("query-box mark")).hasText("duratoin");
        assertThat(query).hasAttribute("aria-invalid", "true");
        assertThat(query).hasAccessibleDescription(Pattern.compile("^At character 3: expected .*duration"));
        assertThat(page.locator("error-message")).containsText("The query has a mistake at the marked place.");
        assertThat(page.locator("error-message")).containsText("Correct the marked field “Query”");
        assertThat(query.evaluate("field => field.selectionStart")).isEqualTo(2);

        query.fill("{ duration > 5ms }");
        assertThat(page.locator("query-box mark")).hasCount(0);
        assertThat(query).hasAttribute("aria-invalid", "false");
        query.press("Enter");
        assertThat(page.locator("result-list li")).not().hasCount(0);
    }

    @Test
    void worksWithoutSuggestions() {
        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(16);
        page.route("**/api/v1/tags**", route -> route.abort());

        query.fill("{ name = \"GET /search\" }");
        query.press("Enter");

        assertThat(page.locator("result-list li")).hasCount(2);
    }

    @Test
    void writesTheQueryAsTheApiDoes() {
        page.navigate("/search");
        for (String search : List.of(
                "",
                "service=front&operation=GET%20/a%20%22b%22",
                "tag=a:b&tag=c:5&tag=d:true&tag=e:-1.5&tag=f:007",
                "tag=a:5",
                "tag=a>=5&tag=b<10ms&tag=c!=x&tag=d==\"5\"&tag=e=~a|b&tag=f!~x",
                "tag=\"aws:region%20x\":eu%20\\1&tag=1st:x&tag=\u65e5\u672c:\ud83d\ude00",
                "minDuration=10ms&maxDuration=2s&error=true",
                "error=false")) {
            String encoded = encodedOnce(search);
            String ofApi =
                    service.get("/api/v1/traces?" + encoded).json().get("query").asText();

            Object ofForm = page.evaluate(
                    "async (search) => (await import('/viewer/model/search-form.js')).draftOf(search).text",
                    "?" + encoded);

            assertThat(ofForm).isEqualTo(ofApi.equals("{ }") ? "" : ofApi);
        }
    }

    @Test
    void fitsTheWindowAtCommonWidths() {
        String wide = URLEncoder.encode(
                "{ resource.service.name = \"" + "long-".repeat(60) + "\" && duratoin > 5 }", StandardCharsets.UTF_8);
        for (int width : new int[] {800, 1024, 1280, 1920}) {
            page.setViewportSize(width, 800);
            page.navigate("/search?q=" + wide);
            assertThat(page.locator("query-box .mistake")).isVisible();
            query.fill("{ ");
            assertThat(options.first()).isVisible();

            assertThat(Layout.overflowing(page)).isEmpty();
        }
    }

    /** Encodes what a URL may not contain, and leaves its structure. */
    private static String encodedOnce(String search) {
        return search.replaceAll("=(?==|~)", "%3D")
                .replace("\"", "%22")
                .replace(">", "%3E")
                .replace("<", "%3C")
                .replace("|", "%7C")
                .replace("\\", "%5C")
                .replace("\u65e5\u672c", "%E6%97%A5%E6%9C%AC")
                .replace("\ud83d\ude00", "%F0%9F%98%80");
    }

    private Locator button(String name) {
        return field(AriaRole.BUTTON, name);
    }

    private Locator field(AriaRole role, String name) {
        return page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true));
    }
}
