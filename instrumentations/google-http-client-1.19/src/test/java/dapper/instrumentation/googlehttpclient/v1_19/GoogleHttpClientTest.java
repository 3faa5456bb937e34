// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.googlehttpclient.v1_19;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoogleHttpClientTest extends HttpClientContract {
    private final HttpRequestFactory client = new NetHttpTransport().createRequestFactory();

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        return answer(request(method, uri, headers, content(method, body)).execute());
    }

    private HttpRequest request(String method, URI uri, Map<String, String> headers, @Nullable HttpContent content)
            throws IOException {
        HttpRequest request = client.buildRequest(method, new GenericUrl(uri.toString()), content)
                .setReadTimeout(patienceMillis(uri))
                .setThrowExceptionOnExecuteError(false);
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) ->
                values.computeIfAbsent(name, first -> new ArrayList<>()).add(value));
        // The client has a field for Authorization, which takes a list only.
        values.forEach((name, all) ->
                request.getHeaders().set(name, all.size() == 1 && !name.equals("Authorization") ? all.get(0) : all));
        return request;
    }

    private static @Nullable HttpContent content(String method, String body) {
        if (body.isEmpty()) {
            return method.equals("GET") ? null : new EmptyContent();
        }
        return ByteArrayContent.fromString("text/plain", body);
    }

    private static Answer answer(HttpResponse response) throws IOException {
        return new Answer(response.getStatusCode(), response.parseAsString());
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        HttpContent content = watched.watch(HttpContent.class, ByteArrayContent.fromString("text/plain", body));
        return answer(request("POST", uri, Map.of(), content).execute()).status() == 200;
    }

    @Override
    protected @Nullable String protocolVersion() {
        return null;
    }

    @Test
    void leavesTheApplicationsHeadersAsTheyAre() throws Exception {
        HttpRequest request = request("GET", uri("/ok"), Map.of("X-Own", "kept"), null);

        answer(request.execute());

        assertThat(request.getHeaders().get("traceparent")).isNull();
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void anExceptionForAResponseIsThatResponse() throws Exception {
        HttpRequest request = request("GET", uri("/missing"), Map.of(), null).setThrowExceptionOnExecuteError(true);

        assertThatThrownBy(request::execute).isInstanceOf(HttpResponseException.class);

        Map<String, Object> attributes = attributes("GET", uri("/missing"), 404);
        attributes.put("error.type", "404");
        assertThat(spans().takeOne()).hasError("404").hasNoEvents().hasExactlyAttributes(attributes);
        forgetRequests();
    }

    @Test
    void aRequestThatATaskExecutesIsOneCall() throws Exception {
        HttpResponse response = request("GET", uri("/ok"), Map.of(), null)
                .executeAsync(task -> new Thread(task).start())
                .get(60, TimeUnit.SECONDS);

        assertThat(answer(response).body()).isEqualTo("ok");
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void anIncompleteRequestFailsAsWithoutTheAgent() throws Exception {
        HttpRequest request = client.buildRequest("GET", null, null);

        assertThatThrownBy(request::execute).isInstanceOf(NullPointerException.class);

        assertThat(spans().takeOne()).hasName("GET").hasError(NullPointerException.class.getName());
    }
}
