// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ScreenshotType;
import dapper.query.api.Readers;
import dapper.query.testing.CallGraph;
import dapper.query.testing.CallGraphs;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopAlerts;
import dapper.query.testing.ShopCalls;
import dapper.query.testing.ShopTraces;
import dapper.query.testing.SkewedTrace;
import dapper.query.testing.SlowTrace;
import dapper.query.testing.UnusualCalls;
import dapper.query.testing.ViewerSandbox;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes a picture of each page and state to {@code target/screenshots}, in both themes and three widths of the window, for
 * people to look at; also in forced colours, and at a zoom of 200 %, which is half the width. Nothing may reach past the edge of
 * the window or out of its box; at that zoom only tables scroll sideways.
 */
class ScreenshotsTest extends ViewerTest {
    private static final Path FOLDER = Path.of("target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(1024, 1280, 1920);
    private static final TraceId SLOW = new TraceId(0x510, 1);
    private static final TraceId REPAIRED = new TraceId(0x510, 2);
    private static final TraceId ODD = new TraceId(0x0dd, 1);
    private static final TraceId SKEWED = new TraceId(0xc10c, 1);
    private static final TraceId GROWING = new TraceId(0x960, 1);
    private static final long MS = 1_000_000;
    private static final long MINUTE = 60_000 * MS;

    /** A wide table may scroll in its own box. */
    private static final String SIDEWAYS = """
            () => [document.documentElement, document.querySelector('dapper-app')?.shadowRoot?.querySelector('main')]
              .some((element) => element && element.scrollWidth > element.clientWidth + 1)""";

    private final long now = Instant.now().toEpochMilli() * MS - 5_000 * MS;

    private void storeTheShop() {
        List<Span> shop = ShopTraces.generate(160, now);
        traces.add(shop);
        ShopCalls.generate(calls::add, shop, now - 60 * MINUTE, now);
        traces.add(SlowTrace.of(SLOW, now - MINUTE)).add(SlowTrace.repaired(REPAIRED, now - 2 * MINUTE));
    }

    @Test
    void ofTheSearchPage() {
        show("/", "first-run h1", "first-run");
        storeTheShop();
        show("/search", "result-list li", "search");
        show("/search?view=table&group=resource.service.name&limit=20", "result-groups tbody tr", "search-groups");
        show("/search?view=table&sort=-duration&limit=20", "result-table th[aria-sort=descending]", "search-sorted");
        show("/search?live=on&q={ status = error }", ".matched", "search-live");
        page.navigate("/search?limit=20");
        page.locator("latency-chart .plot").focus();
        page.keyboard().press("Enter");
        shoot("area-bar", "search-area");
        page.getByLabel("Query in TraceQL").fill("{ ");
        shoot("query-box [role=option]", "search-completion");
        show("/search?service=nobody", "empty-results h1", "search-empty");
        show("/search?q={ duratoin > 5 }", "error-message h1", "search-mistake");
        page.keyboard().press("?");
        shoot("keyboard-help dialog", "help");
        traces.stopEarly("the search stopped after 2 seconds");
        show("/search?limit=10", ".incomplete", "search-incomplete");
        traces.goDown(true);
        page.locator("more-results").scrollIntoViewIfNeeded();
        shoot("more-results [role=alert]", "search-more-failed");
        show("/search", "error-message button", "search-failed");
        page.route("**/api/v1/traces?*", route -> {});
        show("/search", "search-page [aria-busy=true]", "search-loading");
        page.route("**/viewer/app.js", Route::abort);
        show("/search", ".unloaded h1", "unloaded");
    }

    @Test
    void ofATrace() {
        storeTheShop();
        storeAnOddTrace();
        traces.add(SkewedTrace.of(SKEWED, now - MINUTE));
        traces.add(ViewerSandbox.large(5_000, now - MINUTE));
        show("/trace/" + SLOW, "trace-insights .sentence", "trace");
        show("/trace/" + SLOW + "?insight=1&layout=waterfall", ".row.marked", "trace-insight");
        show("/trace/" + SLOW + "?span=0000000000000004&color=self&folds=off", "span-details h2", "trace-details");
        show("/trace/" + SLOW + "?layout=flame", ".frame", "trace-flame");
        show("/trace/" + SLOW + "?layout=statistics", "trace-statistics tbody tr", "trace-statistics");
        show("/trace/" + SLOW + "?kind=client&others=hidden", ".row", "trace-filter");
        page.locator("[popovertarget]").first().click();
        shoot("filter-panel select", "trace-filter-panel");
        show("/trace/" + SKEWED + "?span=0000000000000003", "trace-notices .clocks", "trace-clocks");
        show(
                "/trace/" + SKEWED + "?span=0000000000000003&clocks=corrected",
                "trace-notices .clocks",
                "trace-corrected");
        page.evaluate("() => localStorage.setItem('dapper-details-column', '0.55')");
        show("/trace/" + SLOW + "?span=0000000000000004", "span-details h2", "trace-resized");
        page.evaluate("() => localStorage.removeItem('dapper-details-column')");
        storeAGrowingTrace();
        show("/trace/" + new TraceId(0x1a59e, 0x1a59e), ".row", "trace-large");
        show("/trace/" + ODD + "?span=0000000000000009", "stack-trace .text", "trace-odd");
        show("/trace/abc", "error-message h1", "trace-absent");
        show("/file", "trace-file input", "file");
        page.locator("trace-file input[type=file]")
                .setInputFiles(new FilePayload("a.json", "application/json", "{".getBytes(StandardCharsets.UTF_8)));
        shoot("trace-file .problem", "file-problem");
        page.route("**/api/v1/traces/*", route -> {});
        show("/trace/" + SLOW, "trace-page", "trace-loading");
    }

    private void storeAGrowingTrace() {
        traces.add(List.of(span(GROWING, 2, 1, now, now + 40 * MS)
                .name("GET /stock")
                .service("inventory")
                .build()));
        page.navigate("/trace/" + GROWING);
        assertThat(page.locator(".row").first()).isVisible();
        traces.add(List.of(
                span(GROWING, 1, 0, now - 5 * MS, now + 50 * MS)
                        .name("GET /cart")
                        .build(),
                span(GROWING, 3, 2, now + 5 * MS, now + 30 * MS)
                        .name("SELECT stock")
                        .service("inventory")
                        .build()));
        page.getByText("Look for more").click();
        shoot("trace-notices .news", "trace-growing");
    }

    private void storeAnOddTrace() {
        traces.add(List.of(
                span(ODD, 1, 0, now, now + 100 * MS).name("GET /orders").build(),
                span(ODD, 2, 1, now, now + 20 * MS).name("SELECT").build(),
                span(ODD, 2, 1, now, now + 30 * MS).name("SELECT again").build(),
                span(ODD, 7, 8, now + 50 * MS, now + 60 * MS).name("loop a").build(),
                span(ODD, 8, 7, now + 50 * MS, now + 60 * MS)
                        .name("\u05e9\u05dc\u05d5\u05dd \u202egnp.exe")
                        .build(),
                span(ODD, 9, 99, now + 30 * MS, now + 90 * MS)
                        .name("POST /" + "long-".repeat(200))
                        .error("refused")
                        .attribute("http.route", "/pay")
                        .attribute("body", "{\"items\":[" + "{\"sku\":4711},".repeat(400) + "1]}")
                        .event(now, "exception", "exception.stacktrace", "a.X: no\n" + "\tat shop.Pay.pay\n".repeat(60))
                        .link(SLOW, 2)
                        .build()));
    }

    @Test
    void ofComparisons() {
        storeTheShop();
        show("/compare/" + SLOW + "/" + REPAIRED, "compare-rows .row", "compare");
        show("/compare/" + SLOW, "compare-choice input", "compare-choice");
        show("/compare/" + SLOW + "/ffff", "error-message h1", "compare-absent");
        show("/patterns?service=front&operation=POST+/checkout", ".card", "patterns");
        show(
                "/patterns?service=front&operation=POST+/checkout&lookback=5m&compare=previous",
                ".card",
                "patterns-compared");
        show("/patterns?service=front&operation=nothing", ".none", "patterns-empty");
        show("/explain?selected={ status = error }", ".fields .rows", "explain");
        show("/explain?selected={ trace:duration > 1h }", ".none", "explain-empty");
        show("/explain?selected={", "query-box .mistake", "explain-mistake");
        show("/nothing/here", "h1", "no-such-page");
    }

    @Test
    void ofServicesAndTheMap() {
        show("/services", "services-page h2", "services-empty");
        show("/map", "map-page h2", "map-empty");
        storeTheShop();
        show("/services", "services-table tbody tr", "services");
        show("/service/front", "operations-table tbody tr", "service");
        show("/service/front?values=on", "call-values tbody tr", "service-values");
        show("/service/nobody", "call-charts .none", "service-empty");
        CallGraphs.shop(new CallGraph(traces::add, calls::add, now)).store();
        show("/map", "map-page .body[aria-busy=false] map-drawing .node", "map");
        show("/map?focus=service:checkout&hops=2&node=service:checkout", "map-panel h2", "map-focus");
        show("/map?view=table", ".scroll map-table tbody tr", "map-table");
        traces.goDown(true);
        show("/services", "error-message h1", "services-failed");
        show("/map", "error-message h1", "map-failed");
    }

    @Test
    void ofAlerts(@TempDir Path folder) throws IOException {
        show("/alerts", "first-rule h2", "alerts-none");
        ShopCalls.generate(calls::add, List.of(), now - 40 * MINUTE, now);
        UnusualCalls.generate(calls::add, now);
        ShopAlerts.evaluate(alerts, calls, now - 8 * MINUTE, now);
        ShopAlerts.deliver(alerts, now);
        // Nothing evaluates: the states are those of the test.
        alerts.otherLeads(true);
        Path rules = Files.writeString(folder.resolve("alerts.yaml"), ShopAlerts.RULES);
        try (QueryService own = QueryService.start(
                new Readers(traces, calls, alerts), setup(), "dapper.query.alerts.rules", rules.toString())) {
            show(own.url("/alerts"), "alert-list li", "alerts");
            for (String view : List.of("rules", "history", "deliveries", "silences")) {
                show(own.url("/alerts?view=" + view), "table.alerts tbody tr", "alerts-" + view);
            }
            show(own.url("/alerts?rule=CheckoutIsUnusual"), "alert-list path.band[d^=M]", "alerts-unusual");
            page.getByText("Silence alerts…").click();
            shoot("silence-form .primary", "alerts-silence");
        }
    }

    /** @param shown selects what is there when the page is ready */
    private void show(String path, String shown, String name) {
        page.navigate(path);
        shoot(shown, name);
    }

    private void shoot(String shown, String name) {
        assertThat(page.locator(shown).first()).isVisible();
        for (int width : WIDTHS) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                look(width, new EmulateMediaOptions().setColorScheme(scheme));
                write(name + "-" + width + (scheme == ColorScheme.LIGHT ? "-light" : "-dark"));
            }
            assertThat(Layout.overflowing(page)).as("%s at %d", name, width).isEmpty();
        }
        look(1280, new EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        write(name + "-1280-forced");
        look(1280 / 2, new EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
        write(name + "-zoomed");
        assertThat((Boolean) page.evaluate(SIDEWAYS))
                .as("%s scrolls sideways at a zoom of 200 %%", name)
                .isFalse();
    }

    private void look(int width, EmulateMediaOptions media) {
        page.setViewportSize(width, width * 5 / 8);
        page.emulateMedia(media);
        // Charts are drawn again in the frame after the one with the new size.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private void write(String name) {
        page.screenshot(
                new ScreenshotOptions().setPath(FOLDER.resolve(name + ".jpg")).setType(ScreenshotType.JPEG));
    }
}
