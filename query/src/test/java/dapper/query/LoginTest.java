// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.ShopTraces;
import dapper.server.ServerProcess;
import dapper.server.auth.Token;
import dapper.server.auth.TokenLine;
import dapper.server.settings.Settings;
import dapper.server.testing.Certificate;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query service with tokens, as programs and browsers see it. */
class LoginTest {
    @TempDir
    Path folder;

    private final InMemoryTraces ofTheShop = new InMemoryTraces();
    private final InMemoryTraces others = new InMemoryTraces();
    private final Token people = Token.random();
    private final Token shop = Token.random();
    private final Token agents = Token.random();
    private ServerProcess process;
    private QueryService service;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(
                folder.resolve("tokens"),
                TokenLine.format("people", "read", "", people) + "\n" + TokenLine.format("shop", "read", "shop", shop)
                        + "\n" + TokenLine.format("agents", "ingest", "", agents) + "\n");
        process = ServerProcess.start(new Settings(Map.of("dapper.tokens.file", file.toString())::get));
        ofTheShop.add(ShopTraces.generate(1, 1_000_000_000));
        service = QueryService.start(process, tenant -> tenant.name().equals("shop") ? ofTheShop : others);
    }

    @AfterEach
    void stop() {
        service.close();
        process.close();
    }

    @Test
    void answersOnlyTokensWithTheScope() {
        assertThat(service.get("/api/v1/services").status()).isEqualTo(401);
        assertThat(service.get("/api/v1/services", "Authorization", "Bearer " + agents.text())
                        .status())
                .isEqualTo(403);
        assertThat(service.get("/viewer/setup.json").status()).isEqualTo(401);
        assertThat(service.get("/metrics").status()).isEqualTo(401);
        assertThat(service.get("/viewer/app.js").status()).isEqualTo(200);
        assertThat(service.get("/health/ready").body()).isEqualTo("ready\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/viewer/setup.json/",
                "/viewer/setup.json//",
                "/viewer//setup.json",
                "/viewer/./setup.json",
                "/viewer/setup%2ejson",
                "/viewer/setup.json%2f",
                "/viewer/setup.json;x.js",
                "/viewer/x;.js/../setup.json",
                "/api/v1/services/",
                "/API/v1/services",
                "//api/v1/services"
            })
    void hasNoOtherNameForAProtectedPath(String path) {
        assertThat(service.get(path).status()).isIn(400, 401);
    }

    @Test
    void showsEachTenantItsOwnTraces() {
        assertThat(services("Authorization", "Bearer " + shop.text())).isNotEmpty();
        assertThat(services("Authorization", "Bearer " + people.text())).isEmpty();
        assertThat(services("Cookie", "dapper_session=" + shop.text())).isNotEmpty();
    }

    @Test
    void showsEachTenantItsOwnTracesLive() throws Exception {
        assertThat(service.get("/api/v1/traces/live").status()).isEqualTo(401);
        assertThat(service.get("/api/v1/traces/live", "Authorization", "Bearer " + agents.text())
                        .status())
                .isEqualTo(403);
        assertThat(firstLiveTrace(shop)).contains("\"traceId\":\"0000000000000a");
        assertThat(firstLiveTrace(people)).contains("\"traceId\":\"0000000000000b");
    }

    /** Adds traces to all tenants until the first of a live tail with this cookie is there. */
    private String firstLiveTrace(Token token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url("/api/v1/traces/live")))
                .header("Cookie", "dapper_session=" + token.text())
                .build();
        try (Stream<String> lines =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
            CompletableFuture<String> first =
                    CompletableFuture.supplyAsync(() -> lines.filter(line -> line.startsWith("data: {\"traceId\""))
                            .findFirst()
                            .orElseThrow());
            for (long id = 1; ; id++) {
                ofTheShop.add(newTrace(0xa00 + id));
                others.add(newTrace(0xb00 + id));
                try {
                    return first.get(100, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // The next look finds the next ones.
                }
            }
        }
    }

    private static List<Span> newTrace(long id) {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        return List.of(span(new TraceId(id, id), 1, 0, now - 1_000_000, now).build());
    }

    private com.fasterxml.jackson.databind.JsonNode services(String header, String value) {
        return service.get("/api/v1/services", header, value).json().get("services");
    }

    @Test
    void sendsBrowsersToTheLoginPageAndBack() {
        HttpAnswer page = service.get("/trace/1?x=%22%3Cb%3E", "Accept", "text/html");
        assertThat(service.get("/trace/1?span=2", "Accept", "text/html,*/*").body())
                .contains("content=\"0;url=/login?to=%2Ftrace%2F1%3Fspan%3D2\"");
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.body()).contains("url=/login?to=%2Ftrace%2F1%3Fx%3D%2522%253Cb%253E\"");

        HttpAnswer form = service.get("/login?to=%2Ftrace%2F1%3Fspan%3D2");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.body()).contains("name=\"to\" type=\"hidden\" value=\"/trace/1?span=2\"");

        HttpAnswer done = service.form("/login", "token=" + people.text() + "&to=%2Ftrace%2F1%3Fspan%3D2");
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo("/trace/1?span=2");
        assertThat(done.header("Set-Cookie"))
                .isEqualTo("dapper_session=" + people.text() + "; Path=/; HttpOnly; SameSite=Strict");
        assertThat(service.get("/login?to=%2Fsearch", "Cookie", "dapper_session=" + people.text())
                        .header("Location"))
                .isEqualTo("/search");
        assertThat(service.form("/logout", "").header("Set-Cookie"))
                .isEqualTo("dapper_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    }

    @Test
    void givesCookiesThatNoOtherServerCanReplaceOverTls() throws Exception {
        Certificate certificate = Certificate.make("server");
        Map<String, String> settings = Map.of(
                "dapper.tokens.file",
                folder.resolve("tokens").toString(),
                "dapper.tls.certificate",
                certificate.writeTo(folder.resolve("c")).toString(),
                "dapper.tls.key",
                certificate.writeKeyTo(folder.resolve("k")).toString());
        try (ServerProcess secure = ServerProcess.start(new Settings(settings::get));
                QueryService encrypted = QueryService.start(secure, tenant -> new InMemoryTraces())) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(certificate.clientContext(null))
                    .build();
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("https://localhost:" + encrypted.port() + "/login"));
            HttpResponse<String> done = client.send(
                    request.header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("token=" + people.text()))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(done.headers().firstValue("Set-Cookie"))
                    .contains("__Host-dapper_session=" + people.text() + "; Path=/; HttpOnly; SameSite=Strict; Secure");
            assertThat(status(client, encrypted, "__Host-dapper_session")).isEqualTo(200);
            assertThat(status(client, encrypted, "dapper_session")).isEqualTo(401);
        }
    }

    private int status(HttpClient client, QueryService encrypted, String cookie) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + encrypted.port() + "/api/v1/services"))
                .header("Cookie", cookie + "=" + people.text())
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/logout"})
    void takesNoFormOfAnotherSite(String path) {
        HttpAnswer answer = service.form(path, "token=" + people.text(), "Sec-Fetch-Site", "cross-site");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(service.form(path, "token=" + people.text(), "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void offersTheLogoutToSessionsOnly() {
        assertThat(service.get("/", "Cookie", "dapper_session=" + people.text()).body())
                .contains("<dapper-app session>");
        assertThat(service.get("/", "Authorization", "Bearer " + people.text()).body())
                .contains("<dapper-app>");
    }

    @Test
    void givesNoCookieToAWrongToken() {
        HttpAnswer wrong = service.form("/login", "token=guess");
        HttpAnswer unable = service.form("/login", "token=" + agents.text());

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("Set-Cookie")).isNull();
        assertThat(wrong.body()).contains("This token is not valid.");
        assertThat(unable.status()).isEqualTo(401);
        assertThat(unable.header("Set-Cookie")).isNull();
        assertThat(unable.body()).contains("it lacks the scope read");
    }

    @Test
    void readsNoBodyButASmallForm() throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + people.text() + "\r\n--b--\r\n";

        HttpAnswer multipart = service.post("/login", "multipart/form-data; boundary=b", BodyPublishers.ofString(part));
        assertThat(multipart.status()).isEqualTo(415);
        assertThat(multipart.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(multipart.header("Set-Cookie")).isNull();

        assertThat(service.form("/login", "token=" + people.text() + "&to=" + "x".repeat(40_000))
                        .status())
                .isEqualTo(413);
        byte[] form = ("token=" + people.text()).getBytes(StandardCharsets.UTF_8);
        assertThat(service.post(
                                "/login",
                                "application/x-www-form-urlencoded",
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))
                        .status())
                .isEqualTo(411);
    }

    @Test
    void letsClientsEndTheFormThatItRefuses() throws Exception {
        int length = 40_000;
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] head = "HTTP/1.1 413 ".getBytes(StandardCharsets.US_ASCII);
            assertThat(socket.getInputStream().readNBytes(head.length)).isEqualTo(head);

            for (int i = 0; i < length; i++) {
                out.write('x');
            }

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("Connection: close");
        }
    }

    @Test
    void takesNoFormWithoutTokens() {
        try (QueryService open = QueryService.start(new InMemoryTraces())) {
            assertThat(open.form("/login", "token=x").status()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", ""})
    void leadsToNoOtherSite(String to) {
        String encoded = java.net.URLEncoder.encode(to, StandardCharsets.UTF_8);

        assertThat(service.form("/login", "token=" + people.text() + "&to=" + encoded)
                        .header("Location"))
                .isEqualTo("/");
    }
}
