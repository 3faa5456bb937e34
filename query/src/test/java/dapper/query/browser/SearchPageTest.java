// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.query.testing.ShopTraces;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchPageTest extends ViewerTest {
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    @Test
    void showsOfEachTraceItsRootServicesErrorsAndDuration() {
        traces.add(ShopTraces.generate(7, now - 1_000_000_000));

        page.navigate("/");

        assertThat(page.locator("search-page h1")).hasText("7 traces");
        Locator failed = row(0);
        assertThat(failed.locator(".operation")).hasText("GET /cart/{id}");
        Locator last = page.locator("result-list li").filter(new Locator.FilterOptions().setHasText("errors"));
        assertThat(last.locator(".service")).hasText("front");
        assertThat(last.locator(".operation")).hasText("POST /checkout");
        assertThat(last.locator(".counts")).hasText("4 spans");
        assertThat(last.locator(".badge")).hasText("4 errors");
        assertThat(last.locator(".chip"))
                .hasText(new Pattern[] {Pattern.compile("front\\s*2"), Pattern.compile("inventory\\s*2")});
        assertThat(page.locator("scatter-plot a")).hasCount(7);
        assertThat(page.locator("scatter-plot .failed")).hasCount(1);
    }

    @Test
    void comparesDurationsByTheLengthOfTheirBars() {
        oneSpan(1, now - 2_000_000_000L, 100_000_000);
        oneSpan(2, now - 1_000_000_000L, 50_000_000);

        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(2);

        double shorter = row(0).locator(".bar").boundingBox().width;
        double longer = row(1).locator(".bar").boundingBox().width;
        assertThat(shorter / longer).isBetween(0.49, 0.51);
    }

    @Test
    void opensATraceFromItsDotInThePlot() {
        oneSpan(1, now - 2_000_000_000L, 100_000_000);

        page.navigate("/search");
        page.locator("scatter-plot a").click();

        assertThat(page).hasURL(Pattern.compile("/trace/0{31}1$"));
        assertThat(page.locator("trace-header h1")).containsText("work 1");
    }

    @Test
    void fillsTheFormFromTheAddress() {
        traces.add(ShopTraces.generate(8, now - 1_000_000_000));

        page.navigate(
                "/search?service=inventory&operation=GET+/stock&tag=http.route:/stock&minDuration=1ms&error=true&lookback=3h");

        assertThat(field(AriaRole.COMBOBOX, "Service")).hasValue("inventory");
        assertThat(field(AriaRole.COMBOBOX, "Operation")).hasValue("GET /stock");
        assertThat(field(AriaRole.TEXTBOX, "Tags")).hasValue("http.route:/stock");
        assertThat(field(AriaRole.TEXTBOX, "Longer than")).hasValue("1ms");
        assertThat(page.getByLabel("Only spans with errors")).isChecked();
        assertThat(field(AriaRole.COMBOBOX, "Time range")).hasValue("3h");
        assertThat(field(AriaRole.COMBOBOX, "Query in TraceQL"))
                .hasValue("{ resource.service.name = \"inventory\" && span:name = \"GET /stock\""
                        + " && .http.route = \"/stock\" && span:duration >= 1ms && span:status = error }");
    }

    @Test
    void suggestsTheOperationsOfTheChosenService() {
        traces.add(ShopTraces.generate(8, now - 1_000_000_000));
        page.navigate("/search");

        field(AriaRole.COMBOBOX, "Service").fill("worker");
        field(AriaRole.COMBOBOX, "Service").press("Enter");
        field(AriaRole.COMBOBOX, "Operation").click();
        assertThat(page.locator("combo-box [role=option]"))
                .hasText(new String[] {"POST", "POST /jobs", "charge card", "send receipt", "update recommendations"});
        field(AriaRole.COMBOBOX, "Operation").press("ArrowDown");
        field(AriaRole.COMBOBOX, "Operation").press("ArrowDown");
        field(AriaRole.COMBOBOX, "Operation").press("Enter");
        field(AriaRole.COMBOBOX, "Operation").press("Enter");

        assertThat(page).hasURL(Pattern.compile("q=.*%22worker%22\\+%26%26\\+span:name\\+%3D\\+%22POST\\+/jobs%22"));
    }

    @Test
    void reportsNamesThatAreNotListed() {
        traces.add(IntStream.range(100, 400)
                .mapToObj(i -> span(new TraceId(1, i), 1, 0, now - 2_000_000_000L, now - 1_900_000_000L)
                        .service("service-" + i)
                        .build())
                .toList());
        Locator options = page.locator("combo-box [role=option]");
        Locator rest = page.locator("combo-box .rest");

        page.navigate("/search");
        field(AriaRole.COMBOBOX, "Service").click();
        assertThat(options).hasCount(200);
        assertThat(rest).hasText("The first 200 of 300 are shown: type to narrow the list.");
        field(AriaRole.COMBOBOX, "Service").fill("service-11");
        assertThat(options).hasCount(10);
        assertThat(rest).hasCount(0);

        traces.listAtMost(150);
        page.reload();
        field(AriaRole.COMBOBOX, "Service").click();
        assertThat(options).hasCount(150);
        assertThat(rest).hasText("There are more names than these 150: type any other in full.");
        field(AriaRole.COMBOBOX, "Service").fill("service-399");
        assertThat(rest).isVisible();
        field(AriaRole.COMBOBOX, "Service").press("Enter");
        assertThat(page.locator("result-list li")).hasCount(1);
    }

    @Test
    void refusesWhatCannotBeSearchedForBesideTheField() {
        page.navigate("/search");
        field(AriaRole.TEXTBOX, "Longer than").fill("10");
        field(AriaRole.TEXTBOX, "Tags").fill("novalue");
        button("Find traces").click();

        assertThat(page.locator(".mistake")).hasText(new String[] {
            "Write tags as key:value or key>=value; “novalue” has no key and value.",
            "A number with a unit, such as 10ms or 1.5s"
        });
        assertThat(page).hasURL(Pattern.compile("/search$"));
    }

    @Test
    void saysWhatToDoWhereNothingMatches() {
        oneSpan(1, now - 2_000_000_000L, 100_000_000);

        page.navigate("/search?service=nobody");

        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("No traces match")))
                .isVisible();
        assertThat(page.locator("empty-results")).containsText("Try a longer time range");
    }

    @Test
    void saysThatAnAnswerIsIncompleteAndWhy() {
        traces.add(ShopTraces.generate(3, now - 1_000_000_000));
        traces.stopEarly("the search stopped after 2 seconds");

        page.navigate("/search");

        assertThat(page.locator(".incomplete"))
                .containsText("This answer is not complete: the search stopped after 2 seconds.");
        assertThat(page.locator("result-list li")).hasCount(3);
    }

    @Test
    void showsTheServicesWordsWhenASearchFailsAndTriesAgain() {
        traces.add(ShopTraces.generate(3, now - 1_000_000_000));
        traces.goDown(true);
        page.navigate("/search");
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("The trace store does not answer at the moment: try again in a few seconds.");

        traces.goDown(false);
        button("Try again").click();

        assertThat(page.locator("result-list li")).hasCount(3);
    }

    @Test
    void asksAgainByItselfAfterTheTimeThatABusyServiceWants() {
        traces.add(ShopTraces.generate(3, now - 1_000_000_000));
        traces.goDown(true);
        page.navigate("/search");
        assertThat(page.locator("error-message")).containsText(Pattern.compile("by itself in \\d seconds?"));

        traces.goDown(false);

        assertThat(page.locator("result-list li")).hasCount(3);
    }

    @Test
    void marksTheFieldThatTheApiRefusesAndOffersNoUselessButton() {
        page.navigate("/search?minDuration=fast");

        assertThat(page.locator("error-message")).containsText("This search cannot be made");
        assertThat(page.locator("error-message")).containsText("minDuration must be a number with a unit");
        assertThat(page.locator("error-message")).containsText("Correct the marked field “Longer than”");
        assertThat(page.locator("error-message button")).hasCount(0);
        assertThat(field(AriaRole.TEXTBOX, "Longer than")).hasAttribute("aria-invalid", "true");
        assertThat(field(AriaRole.TEXTBOX, "Longer than"))
                .hasAccessibleDescription("A number with a unit, such as 10ms or 1.5s");

        page.navigate("/search?limit=5000");
        assertThat(field(AriaRole.COMBOBOX, "Traces on a page")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator(".mistake")).containsText("limit must be a whole number from 1 to 1000");
        page.navigate("/search?tag=novalue");
        assertThat(field(AriaRole.TEXTBOX, "Tags")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void findsByComparisonsAndRefusesWildcards() {
        traces.add(ShopTraces.generate(7, now - 1_000_000_000));
        page.navigate("/search");
        field(AriaRole.TEXTBOX, "Tags").fill("http.response.status_code>=500");
        button("Find traces").click();
        assertThat(page.locator("result-list li")).hasCount(1);
        field(AriaRole.TEXTBOX, "Tags").fill("http.response.status_code=5*");
        button("Find traces").click();
        assertThat(page.locator(".mistake")).containsText("“http.response.status_code=5*” has a wildcard.");
        assertThat(page).hasURL(Pattern.compile("q=%7B\\+.http.response.status_code\\+%3E%3D\\+500\\+%7D"));

        field(AriaRole.TEXTBOX, "Tags").fill("http.route=\"/cart/*\"");
        button("Find traces").click();
        assertThat(page).hasURL(Pattern.compile("q=%7B\\+.http.route\\+%3D\\+%22/cart/\\*%22\\+%7D"));
        assertThat(field(AriaRole.TEXTBOX, "Tags")).hasValue("\"http.route:/cart/*\"");
        assertThat(page.locator("empty-results")).isVisible();
    }

    @Test
    void opensATraceByItsId() {
        oneSpan(0xabc, now - 1_000_000_000L, 5_000_000);
        page.navigate("/search");
        Locator field = page.getByLabel("Open a trace by its id");

        field.fill("not an id");
        field.press("Enter");
        assertThat(page.getByText(
                        "This holds no trace id: 1 to 32 hexadecimal digits, a traceparent, or an address with an id."))
                .isVisible();
        field.fill(" ABC ");
        field.press("Enter");

        assertThat(page).hasURL(Pattern.compile("/trace/abc$"));
        assertThat(page.locator("trace-header h1")).containsText("work 2748");
        field.fill("traceparent: 00-00000000000000000000000000000abc-00000000000000ff-01");
        field.press("Enter");
        assertThat(page).hasURL(Pattern.compile("/trace/0{29}abc\\?span=00000000000000ff$"));
        assertThat(page.locator("trace-header h1")).containsText("work 2748");
    }

    @Test
    void movesThroughTheResultsWithTheKeyboard() {
        traces.add(ShopTraces.generate(5, now - 1_000_000_000));
        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(5);

        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile("/trace/"));
        assertThat(page.locator("trace-header h1")).containsText("GET /cart/{id}");
        page.goBack();
        assertThat(field(AriaRole.COMBOBOX, "Service")).isVisible();
        page.keyboard().press("/");
        assertThat(field(AriaRole.COMBOBOX, "Service")).isFocused();
    }

    @Test
    void showsTheKeyboardShortcuts() {
        page.navigate("/search");
        assertThat(page.locator("search-form")).isVisible();

        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    @Test
    void leadsBackFromAnAddressThatIsNone() {
        page.navigate("/nothing/here");

        assertThat(page.getByText("There is no page at /nothing/here.")).isVisible();
    }

    @Test
    void fitsTheWindowAtCommonWidths() {
        traces.add(ShopTraces.generate(30, now - 1_000_000_000));
        traces.add(List.of(span(new TraceId(3, 3), 1, 0, now - 9_000_000_000L, now - 8_000_000_000L)
                .service("a-service-with-a-very-long-name-".repeat(6))
                .name("GET /a/very/long/route/".repeat(20))
                .build()));
        for (int width : new int[] {1024, 1280, 1920}) {
            page.setViewportSize(width, 800);
            page.navigate("/search");
            assertThat(page.locator("result-list li")).hasCount(31);

            assertThat(Layout.overflowing(page)).isEmpty();
            page.navigate("/search?limit=20&view=table&group=resource.service.name&live=on");
            assertThat(page.locator("result-table tbody tr")).hasCount(20);
            assertThat(page.locator("result-groups tbody tr").first()).isVisible();
            assertThat(Layout.overflowing(page)).isEmpty();
        }
    }

    private void oneSpan(long id, long start, long duration) {
        traces.add(List.of(span(new TraceId(0, id), id, 0, start, start + duration)
                .name("work " + id)
                .build()));
    }

    private Locator row(int index) {
        return page.locator("result-list li").nth(index);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    private Locator field(AriaRole role, String name) {
        return page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true));
    }
}
