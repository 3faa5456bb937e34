// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.BasicHttpContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClassicClientTest extends HttpClientContract {
    private final CloseableHttpClient client =
            HttpClients.custom().disableAutomaticRetries().build();

    @AfterAll
    void close() throws IOException {
        client.close();
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(patienceMillis(uri)))
                .build());
        headers.forEach(request::addHeader);
        if (!body.isEmpty()) {
            request.setEntity(new StringEntity(body));
        }
        return send(client, request);
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        HttpUriRequestBase post = new HttpUriRequestBase("POST", uri);
        post.setEntity(watched.watch(HttpEntity.class, new StringEntity(body)));
        ClassicHttpRequest request = watched.watch(ClassicHttpRequest.class, post);
        HttpContext context = watched.watch(HttpContext.class, new BasicHttpContext());
        return client.execute(request, context, response -> {
            EntityUtils.consume(response.getEntity());
            return true;
        });
    }

    private static Answer send(CloseableHttpClient client, ClassicHttpRequest request) throws Exception {
        return client.execute(
                request, response -> new Answer(response.getCode(), EntityUtils.toString(response.getEntity())));
    }

    /** The first versions drop it, later ones reject it. */
    @Override
    protected boolean acceptsUserInfo() {
        return false;
    }

    @Test
    void leavesTheApplicationsRequestAsItIs() throws Exception {
        HttpGet request = new HttpGet(uri("/ok"));

        send(client, request);
        serverGotOneRequestOf(spans().takeOne());
        send(client, request);

        assertThat(request.getHeaders()).isEmpty();
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void describesRequestsForAGivenHost() throws Exception {
        HttpHost host = new HttpHost("http", "localhost", uri("/").getPort());

        client.execute(host, new BasicClassicHttpRequest("GET", "/ok?a=b"), response -> null);

        RecordedSpan span = spans().takeOne();
        assertThat(span).hasKind(SpanKind.CLIENT).hasExactlyAttributes(attributes("GET", uri("/ok?a=b"), 200));
        serverGotOneRequestOf(span);
    }

    @Test
    void clientsThatWrapEachOtherMakeOneCall() throws Exception {
        Traces.inSpan("parent", () -> send(new Wrapping(client), new HttpGet(uri("/ok"))));

        var spans = spans().take(2);
        assertThat(spans.get(1)).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
        serverGotOneRequestOf(spans.get(1));
    }

    private static final class Wrapping extends CloseableHttpClient {
        private final CloseableHttpClient delegate;

        Wrapping(CloseableHttpClient delegate) {
            this.delegate = delegate;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
                throws IOException {
            return delegate.execute(target, request, context);
        }

        @Override
        public void close(CloseMode mode) {
            delegate.close(mode);
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }
    }
}
