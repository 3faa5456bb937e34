// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.javaagent.testing.WatchedObjects;
import dapper.sampling.testing.ReservedPort;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HttpUrlConnectionTest extends HttpClientContract {
    private final ReservedPort nobody = new ReservedPort();

    @AfterAll
    void close() {
        nobody.close();
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        HttpURLConnection connection = open(uri);
        connection.setRequestMethod(method);
        headers.forEach(connection::addRequestProperty);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Answer(status, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        try (WatchedUrls urls = new WatchedUrls(watched)) {
            HttpURLConnection connection = (HttpURLConnection) urls.url(uri).openConnection();
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            connection.getInputStream().close();
        }
        return true;
    }

    private List<String> watchedCalls() throws Exception {
        WatchedObjects watched = new WatchedObjects();
        sendWatched(uri("/ok?a=b"), "x", watched);
        return watched.calls();
    }

    /** The connection works on the thread of its caller alone, so that numbers are the same too. */
    @Test
    void asksTheHandlerOfAUrlAsOftenAsWithoutTheAgent() throws Exception {
        List<String> withoutAgent;
        Current.set(UnsampledContext.SUPPRESSED);
        try {
            watchedCalls(); // leaves a connection that all others use again
            withoutAgent = watchedCalls();
        } finally {
            Current.set(null);
        }

        List<String> recorded = watchedCalls();
        spans().takeOne();
        Traces.inUnsampledTrace(() -> assertThat(watchedCalls()).containsExactlyElementsOf(withoutAgent));

        assertThat(withoutAgent).isNotEmpty();
        assertThat(recorded).containsExactlyElementsOf(withoutAgent);
    }

    private static HttpURLConnection open(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setReadTimeout(patienceMillis(uri));
        return connection;
    }

    @Test
    void isSampledOnceThoughAResponseWithoutABodyIsAskedForIt() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));
        connection.setRequestMethod("HEAD");

        connection.getResponseCode();
        connection.getInputStream().close();

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasExactlyAttributes(attributes("HEAD", uri("/ok"), 200));
        serverGotOneRequestOf(client);
        assertThat(AgentExtension.takeDecisions()).isEqualTo(1);
    }

    @Test
    void isOneCallHoweverOftenTheConnectionIsAsked() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));

        connection.connect();
        connection.connect();
        assertThat(connection.getHeaderField("Content-Length")).isEqualTo("2");
        connection.getResponseCode();
        connection.getInputStream().close();
        connection.getInputStream().close();
        connection.getHeaderFields();
        connection.disconnect();

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasExactlyAttributes(attributes("GET", uri("/ok"), 200));
        serverGotOneRequestOf(client);
    }

    @Test
    void beginsInTheContextThatConnects() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));
        Traces.inSpan("connects", connection::connect);
        Traces.inSpan("reads", () -> connection.getInputStream().close());

        var spans = spans().take(3);
        assertThat(spans.get(0)).hasName("connects");
        assertThat(spans.get(1)).hasName("GET").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("reads").isRoot();
        serverGotOneRequestOf(spans.get(1));
    }

    @Test
    void knowsThatABodyMakesAGetAPost() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));
        connection.setDoOutput(true);
        connection.connect();
        connection.getOutputStream().write('x');

        assertThat(connection.getResponseCode()).isEqualTo(200);

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasName("POST").hasExactlyAttributes(attributes("POST", uri("/ok"), 200));
        serverGotOneRequestOf(client);
    }

    @Test
    void tracesStreamedBodies() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));
        connection.setDoOutput(true);
        connection.setRequestMethod("PUT");
        connection.setChunkedStreamingMode(16);
        connection.getOutputStream().write(new byte[100]);

        assertThat(connection.getResponseCode()).isEqualTo(200);

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasName("PUT").hasExactlyAttributes(attributes("PUT", uri("/ok"), 200));
        serverGotOneRequestOf(client);
    }

    @Test
    void countsAFailureOnceHoweverOftenItIsThrown() throws Exception {
        HttpURLConnection connection = open(uri("/missing"));

        assertThatThrownBy(connection::getInputStream).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(connection::getInputStream).isInstanceOf(FileNotFoundException.class);
        assertThat(connection.getResponseCode()).isEqualTo(404);
        assertThat(connection.getErrorStream()).hasContent("not here");

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasError("404").hasNoEvents();
        serverGotOneRequestOf(client);
    }

    @Test
    void countsARefusedConnectionOnce() throws Exception {
        HttpURLConnection connection = open(URI.create("http://localhost:" + nobody.number()));

        assertThatThrownBy(connection::connect).isInstanceOf(ConnectException.class);
        assertThatThrownBy(connection::getResponseCode).isInstanceOf(ConnectException.class);
        assertThatThrownBy(connection::getInputStream).isInstanceOf(ConnectException.class);

        assertThat(spans().takeOne()).hasError("java.net.ConnectException");
    }

    @Test
    void anUnsampledRefusedConnectionStaysUnsampled() throws Exception {
        AgentExtension.sampling(false);
        HttpURLConnection connection = open(URI.create("http://localhost:" + nobody.number()));
        assertThatThrownBy(connection::connect).isInstanceOf(ConnectException.class);
        AgentExtension.sampling(true);

        assertThatThrownBy(connection::getResponseCode).isInstanceOf(ConnectException.class);
    }

    @Test
    void endsWithADisconnectionIfNobodyAsks() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));
        connection.connect();
        connection.disconnect();

        assertThat(spans().takeOne()).hasNoError().hasNoAttribute("http.response.status_code");
    }

    /** The connection accepts no headers then: it has those of its first call. */
    @Test
    void aConnectionThatIsUsedAgainMakesAnotherCall() throws Exception {
        HttpURLConnection connection = open(uri("/ok"));
        connection.connect();
        connection.disconnect();
        RecordedSpan first = spans().takeOne();

        connection.getInputStream().close();

        RecordedSpan second = spans().takeOne();
        assertThat(second).hasNoError().hasExactlyAttributes(attributes("GET", uri("/ok"), 200));
        serverGotOneRequestOf(first);
    }

    @Test
    void doesNotFollowRedirectsThatTheApplicationWantsToSee() throws Exception {
        HttpURLConnection connection = open(uri("/redirect"));
        connection.setInstanceFollowRedirects(false);

        assertThat(connection.getResponseCode()).isEqualTo(302);

        RecordedSpan client = spans().takeOne();
        assertThat(client).hasNoError().hasExactlyAttributes(attributes("GET", uri("/redirect"), 302));
        serverGotOneRequestOf(client);
    }
}
