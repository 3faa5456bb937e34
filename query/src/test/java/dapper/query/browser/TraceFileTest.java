// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import dapper.query.testing.SlowTrace;
import dapper.storage.NoValue;
import dapper.storage.TraceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A trace outside of the store: from a file, on paper; and the texts of its spans in a form to read. */
class TraceFileTest extends ViewerTest {
    private static final TraceId SLOW = new TraceId(0x510, 1);
    private static final TraceId ODD = new TraceId(0x510, 2);
    private final long start = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli() * 1_000_000;

    @Test
    void showsTheTraceOfAnOtlpFileWithAllThatTheTracePageHas() {
        traces.add(SlowTrace.of(SLOW, start));
        byte[] otlp = bytes(service.get("/api/v1/traces/" + SLOW + "/otlp").body());
        page.navigate("/trace/" + SLOW);
        page.getByTitle("Open a trace from a file").click();
        assertThat(page).hasURL(Pattern.compile("/file$"));

        open("slow.json", otlp);

        assertThat(page.locator(".row .operation"))
                .hasText(new String[] {"GET /orders", "GET", "load orders", "SELECT price"});
        assertThat(page.locator("trace-insights button")).hasCount(2);
        assertThat(page.locator("trace-header .file")).hasText("Only shown, not stored: slow.json");
        assertThat(page.locator("trace-header a")).hasCount(0);
        assertThat(page).hasTitle("shop GET /orders · Dapper");
        page.locator("[popovertarget]").first().click();
        page.getByLabel("TraceQL").fill("{ status = error }");
        page.getByLabel("TraceQL").press("Enter");
        assertThat(page.locator(".row.match .operation")).hasText("GET");
        page.keyboard().press("Escape");
        page.getByText("Open another file").click();
        assertThat(page.getByText("or drop one here")).isVisible();
    }

    @Test
    void showsADownloadedTraceAsItWas() {
        traces.add(List.of(
                span(ODD, 1, 0, start, start + 900)
                        .name("")
                        .attribute("list", List.of("a", 1L, true))
                        .attribute("map", Map.of("k", 1.5))
                        .attribute("nothing", NoValue.NONE)
                        .traceState("ot=th:8")
                        .link(SLOW, 5)
                        .scope("dapper.jdbc", "0.1.0")
                        .build(),
                span(ODD, 3, 2, start + 100, start + 800)
                        .error("failed")
                        .event(start + 150, "exception", "exception.type", "a.X")
                        .build()));
        String json = service.get("/api/v1/traces/" + ODD).body();
        page.navigate("/file");

        // The page reads the answer as it arrives, so the browser keeps no copy of it.
        List<String> sent = new CopyOnWriteArrayList<>();
        page.route("**/api/v1/traces/view", route -> {
            APIResponse answer = route.fetch();
            sent.add(answer.text());
            route.fulfill(new FulfillOptions().setResponse(answer));
        });
        open("odd.json.gz", gzip(json));

        assertThat(page.locator(".row .operation")).hasText(new String[] {"(no name)", "missing span", "span"});
        assertThat(sent).containsExactly(json);
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        traces.add(SlowTrace.of(SLOW, start));
        page.navigate("/search");
        page.getByText("Open a file").click();
        assertThat(page).hasURL(Pattern.compile("/file$"));
        assertThat(service.get("/file").status()).isEqualTo(200);
        Locator problem = page.locator("trace-file .problem");
        open("notes.txt", bytes("not json"));
        assertThat(problem).containsText("notes.txt: The file is not JSON. Open the JSON or the OTLP of a trace");
        open("other.json", bytes("{\"a\": 1}"));
        assertThat(problem).containsText("other.json: The file is JSON, but not that of a trace.");
        open("empty.json", bytes("{\"resourceSpans\": []}"));
        assertThat(problem).hasText("empty.json: The file has no span with a trace id and a span id.");
        open("cut.json.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThat(problem).containsText("cut.json.gz: The file begins like one compressed with gzip");
    }

    @Test
    void printsAllRowsInLightColours() {
        traces.add(SlowTrace.of(SLOW, start));
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.navigate("/trace/" + SLOW + "?folds=off");
        assertThat(page.locator(".row").first()).isVisible();
        assertThat(page.locator(".row").count()).isLessThan(43);
        page.emulateMedia(
                new EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setMedia(Media.PRINT));
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))");

        assertThat(page.locator(".row")).hasCount(43);
        assertThat((Boolean) page.evaluate("document.documentElement.scrollHeight > 43 * 28"))
                .isTrue();
        assertThat(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(page.locator("trace-toolbar")).not().isVisible();
        page.evaluate("window.dispatchEvent(new Event('afterprint'))");
        assertThat(page.locator(".left-out")).hasCount(0);
    }

    @Test
    void showsStackTracesStatementsAndJsonInAFormToRead() {
        traces.add(List.of(span(ODD, 1, 0, start, start + 900)
                .attribute("db.query.text", "SELECT id, name, total FROM orders WHERE customer = ? AND total > 100")
                .attribute("body", "{\"a\":[1,2]}")
                .error("failed")
                .event(
                        start + 150,
                        "exception",
                        "exception.stacktrace",
                        "a.X: first\n\tat a.A.a(A.java:1)\n\tat java.util.L.a(L.java:1)\n\tat java.util.L.b(L.java:1)\n"
                                + "\tat java.util.L.c(L.java:1)\n\tat a.M.main(M.java:1)\nCaused by: a.Y: second\n"
                                + "\tat a.B.b(B.java:2)\n\t... 3 more")
                .build()));
        page.navigate("/trace/" + ODD + "?span=0000000000000001");

        assertThat(page.locator("stack-trace .heading")).hasText(new String[] {"a.X: first", "Caused by: a.Y: second"});
        assertThat(page.locator("stack-trace summary")).hasText("3 frames of java.util");
        assertThat(page.getByText("java.util.L.b")).not().isVisible();
        page.locator("stack-trace summary").click();
        assertThat(page.getByText("java.util.L.b")).isVisible();
        assertThat(page.locator("stack-trace .common")).hasText("3 frames as above");
        Locator values = page.locator("span-details attribute-table").first().locator("td");
        assertThat(values.nth(0).innerText())
                .isEqualTo("SELECT id, name, total\nFROM orders\nWHERE customer = ?\n  AND total > 100");
        assertThat(values.nth(1).innerText()).isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ]\n}");

        page.locator("span-details tr").first().hover();
        page.getByTitle("Find it in this trace").first().click();
        assertThat(page.locator(".found")).hasText("1 of 1");
    }

    private void open(String name, byte[] content) {
        page.locator("trace-file input[type=file]")
                .setInputFiles(new FilePayload(name, "application/octet-stream", content));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(all)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }
}
