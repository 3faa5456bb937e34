// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.testing.CallGraph;
import dapper.query.testing.CallGraph.Load;
import dapper.query.testing.CallGraphs;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MapPageTest extends ViewerTest {
    private static final Load QUICK = new Load(10, 0, 5);
    private static final String MARKUP = "<b onclick=alert(1)>&amp;\"quoted\"</b>";
    private static final String LONG = "name-".repeat(60);

    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    private CallGraph graph() {
        return new CallGraph(traces::add, calls::add, now);
    }

    private void storeAShop() {
        graph().entry("front", new Load(20, 0.004, 40))
                .http("front", "stock", new Load(30, 0.02, 9))
                .http("front", "pay", new Load(2, 0, 120))
                .database("stock", "postgresql shop", new Load(60, 0, 2))
                .host("pay", "bank.example:443", new Load(2, 0.05, 100))
                .sends("front", "kafka orders", new Load(3, 0, 4))
                .receives("pay", "kafka orders", new Load(3, 0, 12))
                .store();
    }

    private Locator node(String id) {
        return page.locator("map-drawing .node[data-node='" + id + "']");
    }

    @Test
    void drawsServicesFromTheCallerToTheCallee() {
        storeAShop();
        page.navigate("/map");

        assertThat(page.locator("map-drawing .node")).hasCount(6);
        assertThat(page.locator("map-drawing .edge")).hasCount(6);
        assertThat(page).hasTitle("Map · Dapper");
        assertThat(page.locator("map-tools h1")).hasText(Pattern.compile("3 services, 3 other nodes, 6 edges"));
        assertThat(page.locator("top-bar nav a[aria-current=page]")).hasText("Map");
        BoundingBox front = node("service:front").boundingBox();
        BoundingBox stock = node("service:stock").boundingBox();
        assertThat(front.x + front.width).isLessThan(stock.x);
        assertThat(node("service:stock"))
                .hasAttribute("aria-label", Pattern.compile("^Service stock: 30/s, 2 % errors$"));
        assertThat(node("service:stock").locator(".bad")).hasText("2 %");
        assertThat(page.locator("map-drawing .edge.many")).hasCount(2);
        assertThat(page.locator("map-drawing .edge .label").first()).isVisible();
        assertThat(page.locator("map-drawing .edge.many .sign").first()).isVisible();
    }

    @Test
    void showsTheNumbersOfANodeAndOfItsEdges() {
        storeAShop();
        page.navigate("/map");
        node("service:stock").click();

        Locator panel = page.locator("map-panel");
        assertThat(panel.locator("h2")).hasText("stock");
        assertThat(page).hasURL(Pattern.compile("node=service:stock$"));
        assertThat(panel.locator("dd").first()).hasText("30/s");
        assertThat(panel.getByText("Service page")).hasAttribute("href", "/service/stock");
        panel.getByText("front").click();
        assertThat(panel.locator("h2")).hasText("front → stock");
        assertThat(panel.locator(".peers")).containsText("stock:8080");
        panel.getByText("Failed", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasURL(Pattern.compile("/search\\?q="));
        assertThat(page.getByLabel("Query in TraceQL"))
                .hasValue(
                        Pattern.compile(
                                "resource.service.name = \"front\".*server.address = \"stock\".*server.port = 8080.*status = error"));
        page.goBack();
        assertThat(panel.locator("h2")).hasText("front → stock");
        panel.getByText("Search", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("result-list li")).hasCount(1);
    }

    @Test
    void selectsAnEdgeByAClick() {
        graph().http("front", "stock", QUICK).store();
        page.navigate("/map");
        BoundingBox line = page.locator("map-drawing .edge").boundingBox();
        page.mouse().click(line.x + line.width / 2, line.y + line.height / 2);

        assertThat(page.locator("map-panel h2")).hasText("front → stock");
        page.keyboard().press("Escape");
        assertThat(page.locator("map-panel")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("/map$"));
    }

    @Test
    void focusesOnAServiceAndItsSurroundings() {
        graph().http("a", "b", QUICK)
                .http("b", "c", QUICK)
                .http("c", "d", QUICK)
                .http("x", "d", QUICK)
                .store();
        page.navigate("/map");
        assertThat(page.locator("map-drawing .node")).hasCount(5);
        node("service:b").dblclick();

        assertThat(page).hasURL(Pattern.compile("focus=service:b&hops=1"));
        assertThat(page.locator("map-drawing .node")).hasCount(3);
        page.getByLabel("Distance").selectOption("2");
        assertThat(page.locator("map-drawing .node")).hasCount(4);
        page.goBack();
        assertThat(page.locator("map-drawing .node")).hasCount(3);
        page.keyboard().press("Escape");
        assertThat(page.locator("map-panel")).hasCount(0);
        page.keyboard().press("Escape");
        assertThat(page.locator("map-drawing .node")).hasCount(5);
        page.navigate("/map?focus=service:gone");
        assertThat(page.locator(".none h2")).hasText("The service in focus has no calls in this time range");
        page.getByText("Show all services").click();
        assertThat(page.locator("map-drawing .node")).hasCount(5);
    }

    @Test
    void filtersTheMap() {
        storeAShop();
        page.navigate("/map");
        page.getByLabel("Filter by name").fill("BANK");
        assertThat(page.locator("map-drawing .node")).hasCount(2);
        assertThat(page).hasURL(Pattern.compile("name=BANK"));
        page.getByLabel("Filter by name").fill("");
        page.getByText("Only errors").click();
        assertThat(page.locator("map-drawing .edge")).hasCount(2);
        page.getByLabel("Least rate").selectOption("10");
        assertThat(page.locator("map-drawing .edge")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("errors=only&rate=10"));
        page.goBack();
        assertThat(page.locator("map-drawing .edge")).hasCount(2);
        page.navigate("/map?name=nobody");
        page.getByText("Take the filters away").click();
        assertThat(page.locator("map-drawing .node")).hasCount(6);
        page.getByText("Fold", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("map-drawing .node")).hasCount(4);
        assertThat(node("service:stock"))
                .hasAttribute("aria-label", Pattern.compile("uses alone: database postgresql shop"));
    }

    @Test
    void followsEdgesByKeys() {
        storeAShop();
        page.navigate("/map");
        assertThat(page.locator("map-drawing .node")).hasCount(6);
        node("service:front").focus();
        page.keyboard().press("ArrowRight");
        assertThat(node("service:stock")).isFocused();
        page.keyboard().press("ArrowRight");
        assertThat(node("database:postgresql shop")).isFocused();
        page.keyboard().press("ArrowLeft");
        assertThat(node("service:stock")).isFocused();
        page.keyboard().press("Space");
        assertThat(page.locator("map-panel h2")).hasText("stock");
        assertThat(node("service:stock")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("focus=service:stock"));
        assertThat(node("service:stock")).isFocused();
        assertThat(page.locator("map-drawing .node[tabindex='0']")).hasCount(1);
    }

    @Test
    void movesAndZooms() {
        storeAShop();
        page.navigate("/map");
        double width = node("service:front").boundingBox().width;
        page.getByLabel("Closer").click();
        page.waitForCondition(() -> node("service:front").boundingBox().width > width * 1.2);
        page.keyboard().press("0");
        page.waitForCondition(() -> Math.abs(node("service:front").boundingBox().width - width) < 1);
        double x = node("service:front").boundingBox().x;
        page.mouse().move(300, 700);
        page.mouse().down();
        page.mouse().move(420, 700);
        page.mouse().up();
        page.waitForCondition(() -> Math.abs(node("service:front").boundingBox().x - x - 120) < 1);
        assertThat(page.locator("map-panel")).hasCount(0);
        page.mouse().wheel(0, -400);
        page.waitForCondition(() -> node("service:front").boundingBox().width > width * 1.5);
    }

    @Test
    void showsTheSameAsATable() {
        storeAShop();
        page.navigate("/map?view=table");

        Locator rows = page.locator(".scroll map-table tbody tr");
        assertThat(rows).hasCount(6);
        assertThat(rows.first()).containsText("postgresql shop");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Errors").setExact(true))
                .click();
        assertThat(rows.first()).containsText("bank.example:443");
        assertThat(page).hasURL(Pattern.compile("sort=-errors"));
        rows.first().locator("a").nth(2).click();
        assertThat(page.locator("map-panel h2")).hasText("pay → bank.example:443");
        page.navigate("/map");
        assertThat(page.locator("map-table[plain] tbody tr")).hasCount(6);
    }

    @Test
    void drawsCyclesSelfCallsAndOddNames() {
        graph().entry("alone", QUICK)
                .http(MARKUP, LONG, QUICK)
                .http(LONG, MARKUP, QUICK)
                .http(LONG, LONG, QUICK)
                .store();
        page.navigate("/map");

        assertThat(page.locator("map-drawing .node")).hasCount(3);
        assertThat(page.locator("map-drawing .edge")).hasCount(3);
        assertThat(page.locator("map-drawing .name").nth(0)).not().hasText("");
        assertThat(Layout.overflowing(page)).isEmpty();
        page.locator("map-drawing .node", new Page.LocatorOptions().setHasText("<b"))
                .click();
        assertThat(page.locator("map-panel h2")).hasText(MARKUP);
        page.getByText("Table", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".scroll map-table tbody tr")).hasCount(3);
        assertThat(Layout.overflowing(page)).isEmpty();
    }

    @Test
    void staysUsableWith200Services() {
        CallGraphs.company(graph(), 200).store();
        page.navigate("/map");

        assertThat(page.locator("map-drawing .node").first()).isVisible();
        assertThat(page.locator("map-page .body[aria-busy=false]")).isVisible();
        assertThat(page.locator("map-tools h1")).containsText("200 services");
        Object smallest = page.evaluate("""
                () => Math.min(...[...document.querySelector('dapper-app').shadowRoot.querySelector('map-page').shadowRoot
                  .querySelector('map-drawing').shadowRoot.querySelectorAll('.name')].map((name) => {
                    const { a } = name.getScreenCTM();
                    return a * Number(name.getAttribute('font-size'));
                  }))""");
        assertThat(((Number) smallest).doubleValue()).isGreaterThan(9);
        assertThat(Layout.overflowing(page)).isEmpty();
        page.getByLabel("Least rate").selectOption("10");
        assertThat(page.locator("map-tools h1")).not().containsText("200 services");
    }

    @Test
    void refusesToDrawWhatNobodyCanRead() {
        CallGraph graph = graph();
        for (int i = 0; i < 401; i++) {
            graph.entry("service-" + i, QUICK);
        }
        graph.http("service-1", "service-2", QUICK).store();
        page.navigate("/map");

        assertThat(page.locator(".scroll p")).containsText("This is too much for a drawing: 401 services, 1 edge.");
        assertThat(page.locator(".scroll map-table tbody tr")).hasCount(1);
        page.navigate("/map?focus=service:service-1");
        assertThat(page.locator("map-drawing .node")).hasCount(2);
    }

    @Test
    void marksEstimates() {
        TraceId id = new TraceId(7, 7);
        traces.add(List.of(
                span(id, 1, 0, now - 9_000_000_000L, now - 8_000_000_000L)
                        .service("foreign")
                        .kind(SpanKind.SERVER)
                        .traceState("ot=th:c")
                        .build(),
                span(id, 2, 1, now - 9_000_000_000L, now - 8_500_000_000L)
                        .service("foreign")
                        .kind(SpanKind.CLIENT)
                        .attribute("db.system.name", "mysql")
                        .traceState("ot=th:c")
                        .build()));
        page.navigate("/map");

        assertThat(node("service:foreign").locator(".number").first()).hasText("≈ 4/h");
        assertThat(node("database:mysql"))
                .hasAttribute("aria-label", Pattern.compile("^Database mysql: ≈ 4/h, no errors$"));
        node("service:foreign").click();
        assertThat(page.locator("map-panel .estimate").first())
                .hasText("Estimated from sampled spans, because not all calls are counted.");
    }

    @Test
    void reportsAnEmptyAnIncompleteAndAFailedAnswer() {
        page.navigate("/map");
        assertThat(page.locator(".none h2")).hasText("No calls were counted in this time range");
        storeAShop();
        calls.stopEarly("too many rows");
        page.getByText("Refresh").click();
        assertThat(page.locator(".incomplete")).containsText("front: too many rows");
        assertThat(page.locator("map-drawing .node")).hasCount(6);
        traces.goDown(true);
        page.getByText("Refresh").click();
        assertThat(page.locator("error-message h1")).isVisible();
        traces.goDown(false);
        page.locator("error-message button").click();
        assertThat(page.locator("map-drawing .node")).hasCount(6);
        page.navigate("/map?lookback=soon");
        assertThat(page.locator("error-message h1")).hasText("The map cannot be shown");
    }
}
