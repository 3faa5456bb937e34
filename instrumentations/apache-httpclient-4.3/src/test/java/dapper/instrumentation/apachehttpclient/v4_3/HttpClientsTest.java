// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

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
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HttpClientsTest extends HttpClientContract {
    private final CloseableHttpClient client =
            HttpClients.custom().setMaxConnPerRoute(8).disableAutomaticRetries().build();

    @AfterAll
    void close() throws IOException {
        client.close();
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        RequestBuilder request = RequestBuilder.create(method)
                .setUri(uri)
                .setConfig(RequestConfig.custom()
                        .setSocketTimeout(patienceMillis(uri))
                        .build());
        headers.forEach(request::addHeader);
        if (!body.isEmpty()) {
            request.setEntity(new StringEntity(body));
        }
        return send(client, request.build());
    }

    @Override
    protected boolean sendWatched(URI uri, String body, WatchedObjects watched) throws Exception {
        HttpPost post = new HttpPost(uri);
        post.setEntity(watched.watch(HttpEntity.class, new StringEntity(body)));
        HttpUriRequest request = watched.watch(HttpUriRequest.class, post, HttpEntityEnclosingRequest.class);
        HttpContext context = watched.watch(HttpContext.class, new BasicHttpContext());
        EntityUtils.consume(client.execute(request, context).getEntity());
        return true;
    }

    private static Answer send(CloseableHttpClient client, HttpUriRequest request) throws IOException {
        try (CloseableHttpResponse response = client.execute(request)) {
            return new Answer(response.getStatusLine().getStatusCode(), EntityUtils.toString(response.getEntity()));
        }
    }

    @Test
    void leavesTheApplicationsRequestAsItIs() throws Exception {
        HttpGet request = new HttpGet(uri("/ok"));

        send(client, request);
        RecordedSpan first = spans().takeOne();
        serverGotOneRequestOf(first);
        send(client, request);

        assertThat(request.getAllHeaders()).isEmpty();
        serverGotOneRequestOf(spans().takeOne());
    }

    @Test
    void describesRequestsForAGivenHost() throws Exception {
        HttpHost host = new HttpHost("localhost", uri("/").getPort());

        client.execute(host, new BasicHttpRequest("GET", "/ok?a=b")).close();

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

    @SuppressWarnings("deprecation")
    private static final class Wrapping extends CloseableHttpClient {
        private final CloseableHttpClient delegate;

        Wrapping(CloseableHttpClient delegate) {
            this.delegate = delegate;
        }

        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, HttpRequest request, HttpContext context)
                throws IOException {
            return delegate.execute(target, request, context);
        }

        @Override
        public HttpParams getParams() {
            return delegate.getParams();
        }

        @Override
        public ClientConnectionManager getConnectionManager() {
            return delegate.getConnectionManager();
        }

        @Override
        public void close() throws IOException {
            delegate.close();
        }
    }
}
