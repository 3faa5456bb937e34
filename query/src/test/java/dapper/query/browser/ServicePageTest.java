// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dapper.query.testing.ShopCalls;
import dapper.query.testing.ShopTraces;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServicePageTest extends ViewerTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final String FRONT = "/service/front?lookback=1h";
    private final long now = Instant.now().toEpochMilli() * 1_000_000;

    private void storeTheShop() {
        List<Span> shop = ShopTraces.generate(100, now - MINUTE);
        traces.add(shop);
        ShopCalls.generate(calls::add, shop, now - 30 * MINUTE, now);
    }

    private String address() {
        return URLDecoder.decode(page.url(), StandardCharsets.UTF_8);
    }

    private Locator row(String table, String name) {
        return page.locator(table + " tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void showsTheCallsOfAService() {
        storeTheShop();
        page.navigate(FRONT);

        assertThat(page.locator("service-header h1")).hasText("front");
        assertThat(page.locator("service-header .exactness")).hasText("Counted calls: exact");
        assertThat(page.locator("service-header .facts")).containsText("2.5.0");
        assertThat(page.locator("service-header dt"))
                .hasText(new String[] {"Rate", "Calls", "Failed", "p50", "p95", "p99", "Apdex (500 ms)"});
        assertThat(page.locator("call-charts canvas")).hasCount(4);
        // The style sheet of uPlot is there.
        assertThat(page.locator("line-chart .u-over").first()).hasCSS("position", "absolute");
        assertThat(page.locator("line-chart [role=img]").first())
                .hasAttribute("aria-label", Pattern.compile("^Calls: from .* at the end\\.$"));
        assertThat(page.locator("operations-table tbody tr")).hasCount(3);
        assertThat(page.locator("neighbour-table").nth(1).locator("tbody a[href^='/service/']"))
                .hasText(new String[] {"inventory", "worker"});
        assertThat(page.locator("process-table tbody tr")).hasCount(2);
        assertThat(page.locator(".deployed li")).hasText(Pattern.compile("2\\.5\\.0 since"));
        assertThat(page).hasTitle("front · Dapper");
    }

    @Test
    void leadsFromAPointOfAChartToTheTracesOfThatMoment() {
        storeTheShop();
        page.navigate(FRONT);
        assertThat(page.locator("call-charts canvas")).hasCount(4);

        Locator rates = page.locator("line-chart").first().locator(".u-over");
        BoundingBox box = rates.boundingBox();
        page.mouse().move(box.x + box.width * 0.96, box.y + box.height / 2);
        assertThat(page.locator("line-chart").first().locator(".legend b")).hasText(Pattern.compile("/s$"));
        assertThat(page.locator("line-chart").nth(2).locator(".legend b")).hasCount(3);
        page.mouse().click(box.x + box.width * 0.96, box.y + box.height / 2);
        assertThat(page).hasURL(Pattern.compile("/search\\?q=.*&start=.*&end=.*"));
        assertThat(address()).contains("{ resource.service.name = \"front\" && (span:kind = server");
        assertThat(page.locator("result-list li").first()).isVisible();
        page.goBack();
        assertThat(page.locator("call-charts canvas")).hasCount(4);
    }

    /** Clicks on the place of the heat map that a script computes of {@code e}, the chart: moment and place on its axes. */
    @SuppressWarnings("unchecked")
    private void clickOnHeat(String place) {
        Locator heat = page.locator("heat-chart");
        assertThat(heat.locator("canvas")).hasCount(1);
        heat.scrollIntoViewIfNeeded();
        List<Number> at = (List<Number>) heat.evaluate("""
                e => {
                  const at = (x, y) => [e.chart.valToPos(x, 'x'), e.chart.valToPos(y, 'y')];
                  const traces = e.exemplars.map((each) => e.positionOf(e.chart, each, false));
                  const cells = e.map.rows.flatMap((row) => row.calls.map((calls, i) => ({ row, i, calls })))
                    .filter(({ calls }) => calls > 0)
                    .map(({ row, i }) => at((e.steps[i].from + e.steps[i].to) / 2, (row.from + row.to) / 2));
                  const [x, y] = PLACE;
                  const { left, top } = e.chart.over.getBoundingClientRect();
                  return [left + x, top + y];
                }""".replace("PLACE", place));
        page.mouse().move(at.get(0).doubleValue(), at.get(1).doubleValue());
        assertThat(heat.locator(".legend b")).isVisible();
        page.mouse().click(at.get(0).doubleValue(), at.get(1).doubleValue());
    }

    @Test
    void leadsFromACellOfTheHeatMapToItsTracesAndFromATraceToIt() {
        storeTheShop();
        page.navigate(FRONT);

        clickOnHeat("cells.find(([x, y]) => traces.every(([a, b]) => Math.hypot(a - x, b - y) > 12))");
        assertThat(page.locator("search-page h1").first()).isVisible();
        assertThat(address()).contains("span:duration > ").contains("span:duration <= ");
        page.goBack();
        clickOnHeat("traces.at(-1)");
        assertThat(page.locator("trace-page .row").first()).isVisible();
        assertThat(page).hasURL(Pattern.compile("/trace/[0-9a-f]{32}\\?span=[0-9a-f]{16}"));
    }

    @Test
    void leadsFromTheValuesToTheTracesOfAStep() {
        storeTheShop();
        page.navigate(FRONT + "&kind=http.server");
        page.getByText("Values as a table").click();
        assertThat(page).hasURL(Pattern.compile("values=on"));
        Locator last = page.locator("call-values tbody tr").first();
        assertThat(last.locator("td")).hasCount(8);
        last.locator("a").last().click();
        assertThat(page.locator("search-page h1").first()).isVisible();
        assertThat(address()).contains("span:duration >= ").contains("span:kind = server");
    }

    @Test
    void leadsFromAnOperationToItsTraces() {
        storeTheShop();
        page.navigate(FRONT);
        row("operations-table", "POST /checkout").locator("td.name a").click();
        assertThat(page.locator("result-list li").first()).isVisible();
        assertThat(address()).contains("span:name = \"POST /checkout\"").contains("lookback=1h");
        page.goBack();
        row("operations-table", "POST /checkout").locator(".traces a").first().click();
        assertThat(page.locator("trace-page .row").first()).isVisible();
    }

    @Test
    void chartsOneKindOrOperation() {
        storeTheShop();
        page.navigate(FRONT);
        page.getByLabel("Kind of calls").selectOption("http.client");
        assertThat(page).hasURL(Pattern.compile("kind=http.client"));
        assertThat(page.locator("operations-table tbody td.name")).hasText(new String[] {"POST", "GET"});
        page.goBack();
        assertThat(page.getByLabel("Kind of calls")).hasValue("");
        row("operations-table", "GET /search").locator("button").click();
        assertThat(page).hasURL(Pattern.compile("operation=GET"));
        assertThat(row("operations-table", "GET /search").locator("button")).hasAttribute("aria-pressed", "true");
        page.getByText("All operations").click();
        assertThat(page.locator("service-page .tools .operation")).hasCount(0);
    }

    @Test
    void leadsToNeighboursAndTheCallsBetween() {
        storeTheShop();
        page.navigate(FRONT);
        row("neighbour-table", "worker").locator("a").nth(1).click();
        assertThat(page.locator("result-list li").first()).isVisible();
        assertThat(address()).contains("resource.service.name = \"front\"").contains("span.server.address = \"worker");
        page.goBack();
        row("neighbour-table", "worker").locator("td.name a").click();
        assertThat(page.locator("service-header h1")).hasText("worker");
        assertThat(row("neighbour-table", "kafka orders")).containsText("topic");
        assertThat(row("neighbour-table", "bank.example")).containsText("host");
        assertThat(row("neighbour-table", "front").locator("td.name a")).hasText("front");
    }

    @Test
    void searchesForEachKindOfCallsAndNeighbour() {
        page.navigate("/services");
        Object statuses = page.evaluate("""
                async () => {
                  const { KINDS, callQuery, FAILED, atLeast, between } = await import('/viewer/model/call-query.js');
                  const { edgeQuery } = await import('/viewer/model/edge-query.js');
                  const conditions = [FAILED, ...atLeast(1234567), ...between([5, 2e9])];
                  const edges = ['http.client', 'db.client', 'messaging.client', 'messaging.process']
                    .map((kind) => ({ kind, from: 'service:front', to: 'service:b', peers: ['a b:1', 'c'] }));
                  const queries = [
                    ...KINDS.map(({ kind }) => callQuery('front', { kind, operation: 'GET "x"', conditions })),
                    ...edges.map((edge) => edgeQuery(edge, conditions)),
                  ];
                  const ask = (q) => fetch('/api/v1/traces?' + new URLSearchParams({ q })).then(({ status }) => status);
                  return Promise.all(queries.map(ask));
                }""");

        assertThat((List<?>) statuses).hasSize(13).allMatch(status -> status.equals(200));
    }

    @Test
    void marksEstimatesFromSpans() {
        for (int i = 1; i <= 20; i++) {
            traces.add(List.of(span(new TraceId(9, i), i, 0, now - MINUTE * i / 2, now - MINUTE * i / 2 + 5_000_000)
                    .service("a/b")
                    .name("GET /")
                    .kind(SpanKind.SERVER)
                    .traceState("ot=th:c")
                    .build()));
        }
        page.navigate("/services");
        page.locator("services-table a").click();
        assertThat(page).hasURL(Pattern.compile("/service/a/b$"));
        assertThat(page.locator("service-header h1")).hasText("a/b");
        assertThat(page.locator("service-header .exactness")).hasText("Estimated from spans");
        assertThat(page.locator("service-header dd").nth(1)).hasText("80");
        assertThat(page.locator("process-table .none")).isVisible();
    }

    @Test
    void staysUsableWhenPartsAreMissing() {
        storeTheShop();
        page.navigate("/service/nobody");
        assertThat(page.locator("call-charts .none")).isVisible();
        traces.goDown(true);
        page.getByText("Refresh").click();
        assertThat(page.locator("service-page error-message").first()).isVisible();
        assertThat(page.locator("process-table .none")).isVisible();
        traces.goDown(false);
        page.getByText("Refresh").click();
        assertThat(page.locator("call-charts .none")).isVisible();
        page.navigate("/service/front?kind=nothing");
        assertThat(page.locator("service-page error-message h1")).hasText("This page cannot be shown");
        calls.stopEarly("stopped after 3 rows");
        page.navigate(FRONT);
        assertThat(page.locator(".incomplete")).hasCount(3);
    }
}
