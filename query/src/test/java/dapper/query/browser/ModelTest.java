// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dapper.query.testing.Chromium;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the tests of the viewer's pure modules, which are modules themselves (src/test/resources/viewer), in a browser
 * and without a page: each exported function is a test.
 */
@Tag("once")
class ModelTest {
    private static final List<String> MODULES = List.of(
            "rows",
            "arriving-trace",
            "view",
            "ruler",
            "critical-path",
            "oddities",
            "clocks",
            "carried",
            "growth",
            "format",
            "search-form",
            "completion",
            "find",
            "folds",
            "trace-filter",
            "pretty",
            "activity",
            "events",
            "trace-file",
            "setup",
            "insights",
            "comparison",
            "map",
            "map-layout",
            "time-range",
            "services",
            "alerts",
            "rule-form",
            "service",
            "drawing",
            "flame",
            "statistics",
            "patterns",
            "explain",
            "pasted",
            "area",
            "result-metrics",
            "live",
            "groups",
            "kept-searches",
            "zone",
            "results",
            "collapsed");
    private static final String RUN = """
            async (path) => {
              const results = {};
              for (const [name, test] of Object.entries(await import(path))) {
                try { test(); results[name] = ''; } catch (e) { results[name] = String(e.stack); }
              }
              return results;
            }""";

    @TestFactory
    Stream<DynamicTest> model() {
        try (Chromium chromium = Chromium.start();
                QueryService service = QueryService.start(new InMemoryTraces())) {
            Page page = chromium.newContext().newPage();
            String importMap = importMap(service.get("/").body());
            page.route("**/test/**", route -> answer(route, importMap));
            page.navigate(service.url("/test/blank.html"));
            return MODULES.stream().flatMap(module -> results(page, module)).toList().stream();
        }
    }

    private static Stream<DynamicTest> results(Page page, String module) {
        Map<?, ?> results = (Map<?, ?>) page.evaluate(RUN, "/test/" + module + ".test.js");
        Assertions.assertThat(results).isNotEmpty();
        return results.entrySet().stream()
                .map(result -> DynamicTest.dynamicTest(
                        module + ": " + result.getKey(),
                        () -> Assertions.assertThat(result.getValue()).isEqualTo("")));
    }

    /** The libraries of the viewer, under the names that its modules have for them. */
    private static String importMap(String html) {
        Matcher matcher = Pattern.compile("<script type=\"importmap\">.*?</script>", Pattern.DOTALL)
                .matcher(html);
        Assertions.assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static void answer(Route route, String importMap) {
        String name = route.request().url().replaceAll(".*/test/", "");
        boolean script = name.endsWith(".js");
        route.fulfill(new Route.FulfillOptions()
                .setContentType(script ? "text/javascript" : "text/html")
                .setBody(script ? read("/viewer/" + name) : "<!doctype html><title>Tests</title>" + importMap));
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(ModelTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
