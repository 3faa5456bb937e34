// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dapper.query.testing.CallGraph;
import dapper.query.testing.CallGraphs;
import dapper.query.testing.LoggedTrace;
import dapper.query.testing.ShopCalls;
import dapper.query.testing.ShopTraces;
import dapper.query.testing.SkewedTrace;
import dapper.query.testing.SlowTrace;
import dapper.query.testing.ViewerSandbox;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page and state passes every rule of axe-core, including its best-practice and experimental rules. */
class AccessibilityTest extends AxeTest {
    private static final TraceId ID = new TraceId(5, 5);
    private static final TraceId OTHER = new TraceId(5, 6);
    private static final TraceId LOGGED = new TraceId(5, 8);
    private static final TraceId SKEWED = new TraceId(5, 9);
    private static final TraceId EMPTY = new TraceId(5, 7);
    private final long start = Instant.now().toEpochMilli() * 1_000_000 - 5_000_000_000L;

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereTracesAreSearchedFor(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.navigate("/");
        assertThat(page.locator("first-run h1")).isVisible();
        check();
        traces.add(ShopTraces.generate(16, start));
        traces.listAtMost(2);
        page.navigate("/search");
        assertThat(page.locator("result-list li")).hasCount(16);
        check();
        page.keyboard().press("?");
        assertThat(page.locator("keyboard-help dialog")).isVisible();
        check();
        page.keyboard().press("Escape");
        page.locator("combo-box input").first().click();
        assertThat(page.locator("combo-box [role=option]").first()).isVisible();
        assertThat(page.locator("combo-box .rest")).isVisible();
        check();
        Locator query = page.getByLabel("Query in TraceQL");
        query.fill("{ ");
        assertThat(page.locator("query-box [role=option]").first()).isVisible();
        query.press("ArrowDown");
        assertThat(page.locator("query-box [aria-selected=true]")).isVisible();
        check();
        query.fill("{ duratoin > 5 }");
        query.press("Enter");
        assertThat(page.locator("query-box mark")).isVisible();
        assertThat(page.locator("search-form .beyond")).isVisible();
        check();
        page.navigate("/search");
        page.getByLabel("Tags").fill("novalue");
        page.keyboard().press("Enter");
        assertThat(page.locator(".mistake")).isVisible();
        check();
        page.getByLabel("Open a trace by its id").fill("none");
        page.keyboard().press("Enter");
        assertThat(page.locator(".hint")).isVisible();
        check();
        page.navigate("/search?limit=5&view=table&group=resource.service.name&live=on");
        assertThat(page.locator("latency-chart canvas")).isVisible();
        assertThat(page.locator("result-groups tbody tr").first()).isVisible();
        assertThat(page.locator("live-tail h2")).isVisible();
        page.locator("latency-chart .plot").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("area-bar")).isVisible();
        check();
        page.navigate("/search?q={ status = error }");
        assertThat(page.locator(".matched").first()).isVisible();
        page.locator("scatter-plot .plot").focus();
        page.keyboard().press("Enter");
        page.getByText("Save this search…").click();
        assertThat(page.getByLabel("Name of the search")).isFocused();
        page.keyboard().press("Enter");
        check();
        page.navigate("/search?service=nobody");
        assertThat(page.locator("empty-results h1")).isVisible();
        check();
        page.navigate("/patterns?service=front&operation=POST+/checkout");
        assertThat(page.locator(".card").first()).isVisible();
        check();
        page.navigate("/patterns?service=front&operation=POST+/checkout&lookback=30s&compare=previous");
        assertThat(page.locator(".card").first()).isVisible();
        check();
        page.navigate("/patterns?service=front&operation=nothing");
        assertThat(page.locator(".none")).isVisible();
        check();
        page.navigate("/explain?selected={+name+%3D+\"POST+/checkout\"+}");
        assertThat(page.locator(".fields .rows").first()).isVisible();
        check();
        page.navigate("/explain?selected={+trace:duration+>+1h+}");
        assertThat(page.locator(".none")).isVisible();
        check();
        page.navigate("/explain?selected={");
        assertThat(page.locator("query-box.selected .mistake")).isVisible();
        check();
        for (String path : List.of("/search?minDuration=fast", "/trace/what", "/trace/abc")) {
            page.navigate(path);
            assertThat(page.locator("error-message h1")).isVisible();
            check();
        }
        page.navigate("/nothing/here");
        assertThat(page.locator("h1")).isVisible();
        check();
        traces.stopEarly("the search stopped after 2 seconds");
        page.navigate("/search?limit=10");
        assertThat(page.locator(".incomplete")).isVisible();
        check();
        traces.goDown(true);
        page.locator("more-results").scrollIntoViewIfNeeded();
        assertThat(page.locator("more-results [role=alert]")).isVisible();
        check();
        page.navigate("/search");
        assertThat(page.locator("error-message button")).isVisible();
        check();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereATraceIsRead(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        storeATraceOfEveryKindOfSpan();
        page.navigate("/trace/" + ID);
        assertThat(page.locator(".row")).hasCount(7);
        check();
        page.locator(".row.failed").click();
        assertThat(page.locator("stack-trace .text")).isVisible();
        check();
        page.getByText("Show all of it").click();
        assertThat(page.getByText("Show less")).isVisible();
        check();
        page.getByLabel("Find in trace").fill("loop");
        page.keyboard().press("Enter");
        assertThat(page.locator(".row.match")).hasCount(2);
        assertThat(page.locator("span-details .notice")).isVisible();
        check();
        page.keyboard().press("Escape");
        page.keyboard().press("c");
        page.keyboard().press("z");
        assertThat(page.locator(".row.outside").first()).isVisible();
        check();
        for (String layout : List.of("Flame graph", "Statistics", "Waterfall")) {
            page.locator("trace-toolbar").getByText(layout).click();
            check();
        }
        page.getByText("missing span").click();
        assertThat(page.locator("span-details h2")).containsText("Missing span");
        check();
        page.evaluate(
                "() => { document.execCommand = () => false; navigator.clipboard.writeText = () => Promise.reject(); }");
        page.locator("trace-header copy-button button").click();
        assertThat(page.locator("copy-button dialog")).isVisible();
        check();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereATraceIsExplained(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        traces.add(SlowTrace.of(ID, start)).add(SlowTrace.repaired(OTHER, start));
        page.navigate("/trace/" + ID + "?insight=1");
        assertThat(page.locator(".row.marked").first()).isVisible();
        check();
        assertThat(page.locator(".row.fold")).isVisible();
        page.locator("[popovertarget]").first().click();
        page.getByLabel("Kind").selectOption("client");
        assertThat(page.locator(".row.dim").first()).isVisible();
        page.getByLabel("Longer than").fill("5");
        page.getByLabel("Longer than").press("Enter");
        assertThat(page.locator("filter-panel .problem")).isVisible();
        check();
        page.navigate("/trace/" + ID + "?color=self&kind=client");
        page.locator("[popovertarget]").last().click();
        assertThat(page.getByLabel("Fold repeated siblings")).isVisible();
        check();
        page.navigate("/trace/" + ID + "?color=operation&others=hidden&q=nothing");
        assertThat(page.locator("trace-waterfall .none")).isVisible();
        check();
        traces.add(List.of(span(EMPTY, 1, 0, start, start + 5).build()));
        page.navigate("/trace/" + EMPTY + "?insights=on");
        assertThat(page.locator("trace-insights .none")).isVisible();
        check();
        traces.add(SkewedTrace.of(SKEWED, start));
        page.navigate("/trace/" + SKEWED + "?span=00000000000000ff");
        assertThat(page.locator("trace-notices .missed")).isVisible();
        check();
        page.navigate("/trace/" + SKEWED + "?span=0000000000000003&clocks=corrected");
        assertThat(page.locator("span-details .clock")).isVisible();
        page.getByText("Look for more").click();
        assertThat(page.locator("trace-notices .news")).isVisible();
        check();
        traces.add(LoggedTrace.of(LOGGED, start));
        page.navigate("/trace/" + LOGGED + "?span=0000000000000002&logs=shop");
        assertThat(page.locator("span-logs article").first()).isVisible();
        check();
        page.addInitScript(LargeTraceTest.HELD);
        List<Span> large = ViewerSandbox.large(5_000, start);
        traces.add(large);
        page.navigate("/trace/" + large.get(0).traceId());
        assertThat(page.locator("arriving-spans progress")).isVisible();
        check();
        page.evaluate("breakOff()");
        assertThat(page.locator("arriving-spans button")).isVisible();
        check();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereATraceIsOpenedFromAFile(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        traces.add(SlowTrace.of(ID, start));
        page.navigate("/file");
        Locator field = page.locator("trace-file input[type=file]");
        field.setInputFiles(new FilePayload("a.json", "application/json", new byte[] {'{'}));
        assertThat(page.locator("trace-file .problem")).isVisible();
        check();
        byte[] otlp = service.get("/api/v1/traces/" + ID + "/otlp").body().getBytes(StandardCharsets.UTF_8);
        field.setInputFiles(new FilePayload("a.json", "application/json", otlp));
        assertThat(page.locator(".row.fold")).isVisible();
        check();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereTracesAreCompared(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        traces.add(SlowTrace.of(ID, start)).add(SlowTrace.repaired(OTHER, start));
        page.navigate("/compare/" + ID + "/" + OTHER);
        assertThat(page.locator("compare-rows .row").first()).isVisible();
        check();
        page.navigate("/compare/" + ID + "/" + ID + "?only=differences");
        assertThat(page.locator(".equal")).isVisible();
        check();
        page.navigate("/trace/" + ID);
        page.getByText("Compare", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("compare-choice li")).hasCount(1);
        check();
        page.getByLabel("Id of trace B").fill("none");
        page.keyboard().press("Enter");
        assertThat(page.locator(".hint")).isVisible();
        check();
        page.navigate("/compare/usual/" + ID);
        assertThat(page.locator(".waiting a")).isVisible();
        check();
        traces.add(SlowTrace.of(new TraceId(5, 8), start));
        page.navigate("/compare/usual/" + ID);
        assertThat(page.locator("compare-rows .row").first()).isVisible();
        check();
        page.navigate("/compare/" + ID + "/" + EMPTY);
        assertThat(page.locator("error-message h1")).isVisible();
        check();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereServicesAreShown(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.navigate("/services");
        assertThat(page.locator("services-page h2")).isVisible();
        check();
        List<Span> shop = ShopTraces.generate(40, start);
        traces.add(shop).add(SlowTrace.of(ID, start));
        ShopCalls.generate(calls::add, shop, start - 1_200_000_000_000L, start);
        page.navigate("/services");
        assertThat(page.locator("services-table tbody tr").nth(3)).isVisible();
        check();
        page.navigate("/service/front?values=on");
        assertThat(page.locator("call-charts canvas")).hasCount(4);
        assertThat(page.locator("operations-table tbody tr")).hasCount(3);
        assertThat(page.locator("neighbour-table tbody tr")).hasCount(2);
        assertThat(page.locator("process-table tbody tr")).hasCount(2);
        check();
        page.navigate("/service/nobody?start=2026-01-31T12:00:00Z&end=2026-01-31T13:00:00Z&operation=GET");
        assertThat(page.locator("call-charts .none")).isVisible();
        assertThat(page.locator("service-header .estimated")).isVisible();
        check();
        page.navigate("/service/front?kind=nothing");
        assertThat(page.locator("service-page error-message h1")).isVisible();
        check();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void passesWhereTheMapIsShown(ColorScheme scheme) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.navigate("/map");
        assertThat(page.locator("map-page h2")).isVisible();
        check();
        CallGraphs.shop(new CallGraph(traces::add, calls::add, start)).store();
        page.navigate("/map?fold=no");
        assertThat(page.locator("map-drawing .node").first()).isVisible();
        check();
        page.navigate("/map?focus=service:checkout&hops=2&node=service:checkout");
        assertThat(page.locator("map-panel h2")).isVisible();
        check();
        page.locator("map-panel section a", new Page.LocatorOptions().setHasText("payment"))
                .click();
        assertThat(page.locator("map-panel .peers")).isVisible();
        check();
        page.navigate("/map?view=table&sort=-errors");
        assertThat(page.locator(".scroll map-table tbody tr").first()).isVisible();
        check();
        page.navigate("/map?name=nobody");
        assertThat(page.locator("map-page h2")).isVisible();
        check();
        calls.stopEarly("too many rows");
        page.navigate("/map");
        assertThat(page.locator("map-page .incomplete")).isVisible();
        check();
    }

    private void storeATraceOfEveryKindOfSpan() {
        long ms = 1_000_000;
        traces.add(List.of(
                span(ID, 1, 0, start, start + 100 * ms).name("GET /orders").build(),
                span(ID, 2, 1, start, start + 20 * ms).name("SELECT").build(),
                span(ID, 2, 1, start, start + 30 * ms).name("SELECT again").build(),
                span(ID, 7, 8, start + 50 * ms, start + 60 * ms).name("loop a").build(),
                span(ID, 8, 7, start + 50 * ms, start + 60 * ms).name("loop b").build(),
                span(ID, 9, 99, start + 30 * ms, start + 90 * ms)
                        .name("POST /" + "long-".repeat(200))
                        .error("refused")
                        .attribute("http.route", "/pay")
                        .event(start, "exception", "exception.stacktrace", "at shop.Pay.pay\n".repeat(60))
                        .link(ID, 2)
                        .build()));
    }
}
