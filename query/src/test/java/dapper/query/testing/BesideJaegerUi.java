// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import static dapper.query.testing.TestSpan.span;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * Measures the trace page beside that of Jaeger UI: the same traces, the same Chromium, in turns. Prints medians of the
 * time to the first rows with an empty cache and with a warm one, frames per second while the wheel turns, and the
 * JavaScript heap after a collection. The viewer is that of the real query service on an in-memory store; README.md has the
 * commands. Arguments: the build folder of Jaeger UI, the number of rounds.
 */
public final class BesideJaegerUi {
    private static final int PATIENCE_MILLIS = 90_000;
    private static final int WARM_UPS = 2;
    private static final int WHEEL_TURNS = 30;
    private static final String FIRST_ROWS = """
            (() => {
              const rows = () => document.querySelector('.span-row')
                ?? document.querySelector('dapper-app')?.shadowRoot?.querySelector('trace-page')?.shadowRoot
                  ?.querySelector('trace-waterfall')?.shadowRoot?.querySelector('.row');
              const look = () => {
                if (rows()) requestAnimationFrame(() => { window.firstRows = performance.now(); });
                else requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            })()""";

    private final Chromium chromium = Chromium.start();
    private final int rounds;

    private BesideJaegerUi(int rounds) {
        this.rounds = rounds;
    }

    private record Shape(String name, List<Span> spans) {
        TraceId id() {
            return spans.get(0).traceId();
        }
    }

    /** Times are milliseconds. */
    private record Visit(double cold, double warm, double framesPerSecond, double heapMegabytes) {}

    public static void main(String[] arguments) throws Exception {
        InMemoryTraces traces = new InMemoryTraces();
        List<Shape> shapes = List.of(
                shape("20 spans", 20, i -> i / 4),
                shape("1,000 spans", 1_000, i -> i / 8),
                shape("10,000 spans", 10_000, i -> i / 8),
                shape("100,000 spans", 100_000, i -> i / 8),
                shape("chain of 10,000", 10_000, i -> i - 1),
                shape("50,000 children", 50_001, i -> i == 1 ? 0 : 1));
        try (QueryService dapper = QueryService.start(traces);
                JaegerUi jaeger = new JaegerUi(Path.of(arguments[0]))) {
            BesideJaegerUi run = new BesideJaegerUi(Integer.parseInt(arguments[1]));
            for (Shape shape : shapes) {
                traces.add(shape.spans);
                jaeger.add(shape.spans);
            }
            for (int i = 0; i < WARM_UPS; i++) {
                run.visit(url(dapper, shapes.get(1)));
                run.visit(jaeger.url(shapes.get(1).id()));
            }
            for (Shape shape : shapes) {
                run.measure(shape.name, url(dapper, shape), jaeger.url(shape.id()));
            }
            run.chromium.close();
        }
        System.exit(0);
    }

    /** Without folds, so that both viewers have the same rows. */
    private static String url(QueryService dapper, Shape shape) {
        return dapper.url("/trace/" + shape.id() + "?folds=off");
    }

    /** Starts lie inside of the parent, as in a real trace. */
    private static Shape shape(String name, int count, IntUnaryOperator parent) {
        TraceId id = new TraceId(count, name.hashCode());
        long start = System.currentTimeMillis() * 1_000_000 - 60_000_000_000L;
        List<Span> spans = new ArrayList<>(count);
        long length = count * 20_000L;
        for (int i = 1; i <= count; i++) {
            long from = start + i * 10_000L;
            spans.add(span(id, i, parent.applyAsInt(i), from, from + Math.max(5_000, length - i * 19_000L))
                    .service("service-" + i % 12)
                    .name("GET /orders/{id}/" + i % 40)
                    .kind(i % 2 == 0 ? SpanKind.CLIENT : SpanKind.SERVER)
                    .attribute("http.request.method", "GET")
                    .attribute("http.route", "/orders/{id}")
                    .attribute("http.response.status_code", 200L)
                    .attribute("server.address", "orders-" + i % 12 + ".internal")
                    .attribute("user.id", "user-" + i)
                    .build());
        }
        return new Shape(name, spans);
    }

    private void measure(String name, String ours, String theirs) {
        List<Visit> mine = new ArrayList<>();
        List<Visit> other = new ArrayList<>();
        boolean fails = false;
        for (int round = 0; round < rounds; round++) {
            mine.add(visit(ours));
            if (!fails) {
                try {
                    other.add(visit(theirs));
                } catch (TimeoutError e) {
                    fails = true;
                }
            }
        }
        System.out.println("| " + name + " | " + row(mine) + " | "
                + (fails ? "no rows within " + PATIENCE_MILLIS / 1_000 + " s | | | " : row(other)) + " |");
    }

    private Visit visit(String url) {
        try (BrowserContext context = chromium.newContext()) {
            context.setDefaultTimeout(PATIENCE_MILLIS);
            context.addInitScript(FIRST_ROWS);
            double cold;
            try (Page first = context.newPage()) {
                cold = firstRows(first, url);
            }
            Page page = context.newPage();
            double warm = firstRows(page, url);
            return new Visit(cold, warm, framesPerSecond(page), heap(context, page));
        }
    }

    private static double firstRows(Page page, String url) {
        page.navigate(url);
        page.waitForFunction("() => window.firstRows");
        return ((Number) page.evaluate("window.firstRows")).doubleValue();
    }

    private static double framesPerSecond(Page page) {
        page.evaluate("""
                () => {
                  window.frames = 0;
                  window.begin = performance.now();
                  const count = () => { window.frames++; requestAnimationFrame(count); };
                  requestAnimationFrame(count);
                }""");
        page.mouse().move(800, 500);
        for (int i = 0; i < WHEEL_TURNS; i++) {
            page.mouse().wheel(0, 600);
            page.waitForTimeout(30);
        }
        return ((Number) page.evaluate("window.frames * 1000 / (performance.now() - window.begin)")).doubleValue();
    }

    private static double heap(BrowserContext context, Page page) {
        CDPSession session = context.newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        session.send("Performance.enable");
        JsonObject metrics = session.send("Performance.getMetrics");
        for (var metric : metrics.getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals("JSHeapUsedSize")) {
                return metric.getAsJsonObject().get("value").getAsDouble() / 1e6;
            }
        }
        throw new IllegalStateException("Chromium gives no JSHeapUsedSize");
    }

    private static String row(List<Visit> visits) {
        return String.format(
                Locale.ROOT,
                "%.0f / %.0f ms | %.0f fps | %.0f MB",
                median(visits.stream().mapToDouble(Visit::cold).toArray()),
                median(visits.stream().mapToDouble(Visit::warm).toArray()),
                median(visits.stream().mapToDouble(Visit::framesPerSecond).toArray()),
                median(visits.stream().mapToDouble(Visit::heapMegabytes).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
