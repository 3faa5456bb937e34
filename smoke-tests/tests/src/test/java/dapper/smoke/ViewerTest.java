// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The journeys of a user through the viewer of a real installation: requests to the sample shop under the agent, traces
 * that viewers have failed at, and counted calls went through the collector into Cassandra before.
 */
@Tag("once")
@ExtendWith(AllInOne.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewerTest {
    private static final int PRODUCTS = 12;
    private static final String RULE = "{\"name\": \"PaymentsFail\", \"service\": \"" + CountedCalls.SERVICE
            + "\", \"metric\": \"error-ratio\", \"above\": \"5%\", \"window\": \"1m\"}";

    private final AllInOne server;
    private final HardTraces hard;
    private final List<String> complaints = new ArrayList<>();
    private Chromium chromium;
    private Page page;

    ViewerTest(AllInOne server) {
        this.server = server;
        this.hard = new HardTraces(server.collector());
    }

    @BeforeAll
    void store() {
        chromium = Chromium.start();
        CountedCalls.send(server.collector());
        HttpResponse<String> rule = Http.post(
                server.viewer() + "/api/v1/alert-rules", "application/json", RULE.getBytes(StandardCharsets.UTF_8));
        assertThat(rule.statusCode()).as(rule.body()).isEqualTo(200);
        visitTheShop();
        hard.send();
    }

    /** Each application reports its last spans and calls when it ends. */
    private void visitTheShop() {
        try (Shop shop = Shop.open(Jdk.ofThisBuild(), App.withAgent(), name -> server.environment("viewed-" + name))) {
            String front = shop.app("front").address();
            for (int i = 0; i < PRODUCTS; i++) {
                Http.get(front + "/products/1");
            }
            Http.get(front + "/reports/slow?millis=300");
            Http.get(front + "/reports/broken");
            Http.send("POST", front + "/orders?product=1&quantity=2");
            shop.apps().forEach(app -> app.program().terminate());
        }
    }

    @AfterAll
    void close() {
        chromium.close();
        Http.send("DELETE", server.viewer() + "/api/v1/alert-rules/PaymentsFail");
    }

    @BeforeEach
    void openPage() {
        page = chromium.browser()
                .newPage(new Browser.NewPageOptions().setViewportSize(1280, 800).setBaseURL(server.viewer()));
        page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        page.onPageError(complaints::add);
    }

    @AfterEach
    void closePage() {
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void hasThePathsOfTheInstallation() throws IOException {
        JsonNode setup = new ObjectMapper()
                .readTree(Http.get(server.viewer() + "/viewer/setup.json").body());

        assertThat(setup.get("agentJar").asText())
                .isEqualTo(Distribution.agent().toString());
        assertThat(setup.get("launcher").asText())
                .isEqualTo(Distribution.launcher().toString());
        assertThat(server.endpoint()).endsWith(":" + setup.get("collectorPort").asInt());
    }

    @Test
    void findsTheFailedRequestAndShowsItsSpans() {
        page.navigate("/");
        page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName("Service"))
                .fill("viewed-fr");
        page.getByRole(AriaRole.OPTION, new GetByRoleOptions().setName("viewed-front"))
                .click();
        page.getByLabel("Only spans with errors").check();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Find traces"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/search\\?q=.*viewed-front.*error"));
        assertThat(page.locator("result-list li")).hasCount(1);

        page.locator("result-list a").first().click();
        assertThat(page.locator("trace-header h1")).containsText("GET /reports/broken");
        assertThat(page.locator(".row .operation"))
                .hasText(new String[] {"GET /reports/broken", "GET", "GET /reports/*", "SELECT turnover"});
        assertThat(page.locator(".row .service"))
                .hasText(new String[] {"viewed-front", "viewed-front", "viewed-inventory", "viewed-inventory"});
        assertThat(page.locator(".row.failed")).hasCount(4);

        page.locator(".row").last().click();
        assertThat(page.locator("span-details").first()).containsText("SELECT count(*) FROM turnover WHERE ? < ?");
    }

    @Test
    void searchesByTraceQlAndGroupsTheResults() {
        page.navigate("/search");
        Locator query = page.getByLabel("Query in TraceQL");
        query.fill("{ resource.service.name = \"viewed-front\" } >> { span.db.system.name = \"h2database\" }");
        query.press("Enter");
        assertThat(page.locator("result-list li").first().locator(".matched")).containsText("spans match");
        search("{ resource.service.name = \"viewed-front\" && kind = server }", "&group=span:name");
        Locator groups = page.locator("result-groups tbody tr");
        assertThat(groups).hasCount(4);
        assertThat(groups.filter(having("GET /products/{id}"))).containsText(Integer.toString(PRODUCTS));
        groups.filter(having("GET /reports/slow")).locator("a").first().click();
        assertThat(page.locator("result-list li")).hasCount(1);
        assertThat(page.locator("result-list li")).containsText(Pattern.compile("3\\d\\d ms"));
    }

    @Test
    void showsATraceInEachLayout() {
        openTheOrder();
        assertThat(page.locator("trace-header .services").getByText("viewed-inventory"))
                .isVisible();
        page.locator("trace-toolbar").getByText("Flame graph").click();
        assertThat(page.locator(".frame").first()).hasText("The whole trace");
        assertThat(page.locator(".frame").getByText("POST /orders")).isVisible();
        page.locator("trace-toolbar").getByText("Statistics").click();
        Locator update = page.locator("trace-statistics tbody tr").filter(having("UPDATE stock"));
        assertThat(update.locator("td").nth(2)).hasText("1");
        page.locator("trace-toolbar").getByText("Waterfall").click();
        page.getByLabel("Find in trace").fill("reservation");
        page.keyboard().press("Enter");
        assertThat(page.locator(".row.cursor")).containsText("reserv");
    }

    private void openTheOrder() {
        search("{ trace:rootName = \"POST /orders\" && trace:rootService = \"viewed-front\" }", "");
        page.locator("result-list a").first().click();
        assertThat(page.locator("trace-header h1")).containsText("POST /orders");
    }

    @Test
    void comparesGroupsAndExplainsTraces() {
        String products = "/patterns?service=viewed-front&operation=GET+/products/{id}";
        page.navigate(products);
        assertThat(page.locator(".facts").first())
                .containsText(Pattern.compile("^\\d patterns? in " + PRODUCTS + " stored traces"));
        page.locator(".card").first().locator(".quantiles a").first().click();
        assertThat(page.locator("trace-header h1")).containsText("GET /products/{id}");
        page.getByText("Compare with the usual").click();
        assertThat(page.locator("compare-page h1")).containsText(Pattern.compile("^This trace takes "));
        assertThat(page.locator(".trace").first()).containsText("traces with this pattern");

        page.navigate("/explain?q=" + Traces.encode("{ resource.service.name =~ \"viewed-.*\" }") + "&selected="
                + Traces.encode("{ name = \"GET /products/{id}\" }"));
        assertThat(page.locator(".sides div").first()).containsText(PRODUCTS + " traces");
        assertThat(page.locator(".fields").first()).containsText("/products/{id}");
    }

    @Test
    void showsServicesTheMapAndAlerts() {
        page.navigate("/services?filter=viewed-");
        assertThat(page.locator("services-table tbody tr")).hasCount(3);
        page.locator("services-table tbody").getByText("viewed-front").click();
        assertThat(page.locator("service-header .exactness")).hasText("Counted calls: exact");
        Locator products = page.locator("operations-table tbody tr").filter(having("GET /products/{id}"));
        assertThat(products).containsText(Integer.toString(PRODUCTS));

        page.navigate("/map?focus=service:viewed-front&hops=1");
        assertThat(page.locator("map-drawing .node[data-node='service:viewed-inventory']"))
                .isVisible();
        page.navigate("/alerts");
        Locator alert = page.locator("alert-list li").filter(having("PaymentsFail"));
        assertThat(alert.locator(".now")).hasText("10% of 100 calls");
        assertThat(alert.locator(".phase")).hasText("firing");
    }

    @Test
    void opensADownloadedTraceFromAFile() {
        openTheOrder();
        int rows = page.locator(".row").count();
        Download otlp = page.waitForDownload(
                () -> page.locator("trace-header").getByText("OTLP").click());
        page.navigate("/file");
        page.locator("trace-file input[type=file]").setInputFiles(otlp.path());
        assertThat(page.locator("trace-header h1")).containsText("POST /orders");
        assertThat(page.locator(".row")).hasCount(rows);
        assertThat(page.locator("trace-header")).containsText("Only shown, not stored");
    }

    @Test
    void showsTracesWhileTheyArrive() {
        search("{ name = \"GET /live\" }", "&live=on");
        Locator rows = page.locator("live-tail result-list li");
        assertThat(page.locator("live-tail .words")).isVisible();
        for (int i = 0; rows.count() == 0; i++) {
            hard.sendNow(i);
        }
        assertThat(rows.first()).containsText("hard-live");
        assertThat(rows.first()).containsText("7 ms");
    }

    @Test
    void staysUsableWithDeepAndWideTraces() {
        page.navigate("/trace/" + HardTraces.DEEP);
        assertThat(page.locator("trace-header .facts")).containsText("10,000");
        assertThat(page.locator("arriving-spans")).hasCount(0);
        page.keyboard().press("End");
        assertThat(page.locator(".row.cursor")).hasAttribute("id", "span-" + (HardTraces.LEVELS - 1));
        assertThat(page.locator(".row.cursor")).isInViewport();
        page.navigate("/trace/" + HardTraces.DEEP + "?layout=flame");
        assertThat(page.locator(".frame").first()).isVisible();

        page.navigate("/trace/" + HardTraces.WIDE);
        assertThat(page.locator(".row")).hasCount(2);
        assertThat(page.locator("#span-1 .repeats")).hasText("50,000 ×");
        assertThat(page.locator("#span-1 .sums")).hasText("37.5 s total, 37.5 s self");
        assertThat(page.locator("arriving-spans")).hasCount(0);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("End");
        assertThat(page.locator(".row.cursor")).hasAttribute("id", "span-" + HardTraces.CHILDREN);
    }

    @Test
    void marksWhatIsOddAboutSpans() {
        page.navigate("/trace/" + HardTraces.UNFINISHED);
        assertThat(page.locator(".row .odd")).hasText(new String[] {"unfinished", "ends before start"});
        page.navigate("/trace/" + HardTraces.REPEATED);
        assertThat(page.locator(".row .operation")).hasText(new String[] {"sent twice", "one", "other of the id"});
        assertThat(page.locator(".row .odd")).hasText(new String[] {"duplicate id", "duplicate id"});
        page.navigate("/trace/" + HardTraces.ORPHANED);
        assertThat(page.locator(".row .operation")).hasText(new String[] {"missing span", "GET /stock"});
        assertThat(page.locator("trace-header .notice")).containsText("not stored: not arrived yet, lost on the way");
        page.navigate("/trace/" + HardTraces.SKEWED);
        assertThat(page.locator(".row .operation")).hasText(new String[] {"GET /cart", "GET", "GET /stock"});
        page.navigate("/trace/" + HardTraces.LATE);
        assertThat(page.locator(".row .operation")).hasText(new String[] {"missing span", "first to arrive"});
        hard.sendLate();
        page.reload();
        assertThat(page.locator(".row .operation")).hasText(new String[] {"last to arrive", "first to arrive"});
        assertThat(page.locator("trace-header .notice")).hasCount(0);
    }

    @Test
    void showsNamesAndValuesAsTheyAre() {
        page.navigate("/trace/" + HardTraces.ODD + "?span=0000000000000001");
        assertThat(page.locator(".row .operation")).hasText(new String[] {
            HardTraces.MARKUP, HardTraces.RIGHT_TO_LEFT.replace("\u202e", "\\u202e"), "(no name)", "x".repeat(1_000)
        });
        assertThat(page.locator("main img")).hasCount(0);
        Locator body = page.locator("span-details attribute-table tr").first();
        assertThat(body.getByText("Show all of it")).isVisible();
        assertThat(body).containsText("0123456789");
        search("{ resource.service.name = \"" + HardTraces.ODD_SERVICE + "\" }", "");
        assertThat(page.locator("result-list .operation")).hasText(HardTraces.MARKUP);
        assertThat(page.locator("result-list .service")).hasText(HardTraces.ODD_SERVICE);
    }

    @Test
    void explainsAnErrorThatWasSwallowed() {
        search("{ resource.service.name = \"hard-failed\" && status = error }", "");
        page.locator("result-list .matched a").first().click();
        assertThat(page.locator("stack-trace .heading")).hasText("java.sql.SQLTimeoutException: timed out");
        assertThat(page.locator("trace-insights .sentence").first())
                .hasText("SELECT price in hard-failed fails (timed out), but GET /price in hard-failed succeeds.");
        page.locator("trace-insights button").first().click();
        assertThat(page.locator(".row.marked .operation")).hasText("SELECT price");
    }

    private void search(String query, String parameters) {
        page.navigate("/search?q=" + Traces.encode(query) + parameters);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
