// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebclient.v5_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import dapper.bootstrap.http.UrlTemplate;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestTemplate;

/** The clients call a server; an interceptor observes their requests as the instrumentation of an HTTP client does. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringWebClientTest {
    private static final ClientCalls<URI, Void, Integer> CALLS = new ClientCalls<>("test", new UriGetter());
    private static final String REST_CLIENT = "org.springframework.web.client.RestClient";

    private final HttpServer server;
    private final RestTemplate template = new RestTemplate();
    private String methodAfterwards = "GET";

    SpringWebClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        template.setInterceptors(List.of(observing()));
    }

    @BeforeEach
    void useTemplates() {
        UrlTemplate.use(true);
        methodAfterwards = "GET";
    }

    @AfterAll
    void stopServer() {
        UrlTemplate.use(false);
        server.stop(0);
    }

    private static final class UriGetter implements HttpClientGetter<URI, Void, Integer> {
        @Override
        public String method(URI uri) {
            return "GET";
        }

        @Override
        public void describe(Call call, @Nullable URI uri, @Nullable Void target) {
            if (uri != null) {
                ClientCalls.url(call, uri);
            }
        }

        @Override
        public int status(Integer status) {
            return status;
        }

        @Override
        public String protocol(Integer status) {
            return "HTTP/1.1";
        }
    }

    private static void observe(URI uri) {
        observe(uri, "GET");
    }

    private static void observe(URI uri, String methodAfterwards) {
        Call call = CALLS.start(uri, null);
        if (call != null) {
            if (!methodAfterwards.equals("GET")) {
                ClientCalls.changeMethod(call, methodAfterwards);
            }
            CALLS.end(call, 204, null);
        }
    }

    /** Also sends something of its own first, as an interceptor that needs a token does. */
    private ClientHttpRequestInterceptor observing() {
        return (request, body, execution) -> {
            observe(URI.create("http://tokens.example/token"));
            ClientHttpResponse response = execution.execute(request, body);
            observe(request.getURI(), methodAfterwards);
            return response;
        };
    }

    private String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private RecordedSpan takeRequest() {
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("GET").hasNoAttribute("url.template");
        return spans.get(1);
    }

    private void requestHasTheTemplate(String url) {
        assertThat(takeRequest())
                .hasName("GET /items/{id}")
                .hasAttribute("url.template", "/items/{id}")
                .hasAttribute("url.full", base() + url);
    }

    @Test
    void theSpanOfARestTemplateHasItsTemplate() {
        template.getForObject(base() + "/items/{id}?q={q}", String.class, 7, "x");
        requestHasTheTemplate("/items/7?q=x");

        template.getForObject(base() + "/items/{id}", String.class, Map.of("id", 8));
        requestHasTheTemplate("/items/8");
    }

    @Test
    void templatesAreOptIn() {
        UrlTemplate.use(false);
        template.getForObject(base() + "/items/{id}", String.class, 7);
        assertThat(takeRequest()).hasName("GET").hasNoAttribute("url.template");
    }

    @Test
    void aChangeOfTheMethodKeepsTheTemplate() {
        methodAfterwards = "PUT";
        template.getForObject(base() + "/items/{id}", String.class, 7);

        assertThat(takeRequest())
                .hasName("PUT /items/{id}")
                .hasAttribute("http.request.method", "PUT")
                .hasAttribute("url.template", "/items/{id}");
    }

    @Test
    void aUrlWithoutVariablesIsNoTemplate() {
        template.getForObject(base() + "/items/7", String.class);
        assertThat(takeRequest()).hasName("GET").hasNoAttribute("url.template");

        template.getForObject(URI.create(base() + "/items/7"), String.class);
        assertThat(takeRequest()).hasName("GET").hasNoAttribute("url.template");
    }

    @Test
    void theTemplateEndsWithTheRequest() {
        template.getForObject(base() + "/items/{id}", String.class, 7);
        requestHasTheTemplate("/items/7");

        observe(URI.create(base() + "/items/7"));
        assertThat(AgentExtension.spans().takeOne()).hasName("GET").hasNoAttribute("url.template");
    }

    @Test
    void anUnsampledTraceStaysUnsampled() throws Exception {
        Traces.inUnsampledTrace(() -> template.getForObject(base() + "/items/{id}", String.class, 7));
        assertThat(AgentExtension.spans().take(0)).isEmpty();
    }

    /** Since Spring 6.1. */
    @Test
    void theSpanOfARestClientHasItsTemplate() throws Exception {
        assumeTrue(hasRestClient());
        Object builder = call(null, REST_CLIENT, "builder", new Class<?>[0]);
        builder = call(
                builder,
                REST_CLIENT + "$Builder",
                "requestInterceptor",
                new Class<?>[] {ClientHttpRequestInterceptor.class},
                observing());
        builder = call(builder, REST_CLIENT + "$Builder", "baseUrl", new Class<?>[] {String.class}, base());
        Object client = call(builder, REST_CLIENT + "$Builder", "build", new Class<?>[0]);

        Object request = call(client, REST_CLIENT, "get", new Class<?>[0]);
        request = call(
                request,
                REST_CLIENT + "$UriSpec",
                "uri",
                new Class<?>[] {String.class, Object[].class},
                "/items/{id}",
                new Object[] {7});
        Object response = call(request, REST_CLIENT + "$RequestHeadersSpec", "retrieve", new Class<?>[0]);
        call(response, REST_CLIENT + "$ResponseSpec", "toBodilessEntity", new Class<?>[0]);

        requestHasTheTemplate("/items/7");
    }

    private static boolean hasRestClient() {
        try {
            Class.forName(REST_CLIENT);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Object call(@Nullable Object target, String type, String name, Class<?>[] types, Object... arguments)
            throws Exception {
        Method method = Class.forName(type).getMethod(name, types);
        return method.invoke(target, arguments);
    }
}
