// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import dapper.query.testing.Chromium;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of other sites in a browser on the machine of the query service. */
class OtherSitesTest {
    private static Chromium chromium;

    @TempDir
    Path folder;

    private final Token token = Token.random();
    private HttpServer site;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void start() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.start();
    }

    @AfterEach
    void stop() {
        site.stop(0);
    }

    private void show(String html) {
        site.createContext("/", exchange -> {
            byte[] page = ("<!doctype html><title>another site</title>" + html).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
    }

    private String origin(String name) {
        return "http://" + name + ":" + site.getAddress().getPort();
    }

    private ServerProcess process(String corsOrigins) throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens"), TokenLine.format("people", "read", "", token));
        return ServerProcess.start(new Settings(
                Map.of("dapper.tokens.file", tokens.toString(), "dapper.http.cors-origins", corsOrigins)::get));
    }

    /** DNS rebinding. */
    @Test
    void readNothingUnderANameOfTheirOwn() {
        try (QueryService service = QueryService.start(new InMemoryTraces());
                BrowserContext context = chromium.newContext()) {
            Page page = context.newPage();
            Response answer = page.navigate("http://evil.example:" + service.port() + "/");

            assertThat(answer.status()).isEqualTo(421);
            assertThat(page.evaluate("fetch('/api/v1/services').then(answer => answer.status)"))
                    .isEqualTo(421);
            assertThat(page.navigate("http://dapper.localhost:" + service.port() + "/")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void readWithATokenIfTheirOriginIsConfigured() throws Exception {
        show("");
        try (ServerProcess process = process(origin("grafana.example"));
                QueryService service = QueryService.start(process, tenant -> new InMemoryTraces());
                BrowserContext context = chromium.newContext()) {
            Page page = context.newPage();
            page.navigate(origin("grafana.example"));
            assertThat(read(page, service)).isEqualTo(200);
            page.navigate(origin("evil.example"));
            assertThat(read(page, service)).isEqualTo("TypeError");
        }
    }

    private Object read(Page page, QueryService service) {
        return page.evaluate(
                "([url, token]) => fetch(url, {headers: {Authorization: 'Bearer ' + token}})"
                        + ".then(answer => answer.status, failure => failure.name)",
                List.of(service.url("/api/v1/services"), token.text()));
    }

    @Test
    void logNobodyIn() throws Exception {
        try (ServerProcess process = process("");
                QueryService service = QueryService.start(process, tenant -> new InMemoryTraces());
                BrowserContext context = chromium.newContext()) {
            String login = service.url("/login");
            show("<form method=post action='" + login + "'><input name=token value='" + token.text()
                    + "'><button>A kitten</button></form>");
            Page page = context.newPage();
            page.navigate(origin("evil.example"));
            Response answer = page.waitForResponse(login, () -> page.click("button"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(context.cookies()).isEmpty();
        }
    }
}
