// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.instrumentation.netty.v4_1.NettyClient.Response;
import dapper.instrumentation.netty.v4_1.NettyHttp2Client.Connected;
import dapper.javaagent.testing.HttpClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that writes messages of HTTP/1.1 to the streams of a connection. */
class NettyHttp2ClientTest extends HttpClientContract {
    private final NettyHttp2Client client = new NettyHttp2Client(multiplexed());
    private Http2Proxy proxy;

    boolean multiplexed() {
        return false;
    }

    @BeforeAll
    void startProxy() throws Exception {
        proxy = new Http2Proxy();
    }

    @AfterAll
    void stopClient() {
        client.close();
        proxy.close();
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }

    @Override
    protected boolean beginsBeforeConnecting() {
        return false;
    }

    @Override
    protected boolean acceptsUserInfo() {
        return false;
    }

    @Override
    protected String protocolVersion() {
        return "2";
    }

    /** The client closes the connection if it does not wait any longer. */
    @Override
    protected String errorType(Throwable thrown) {
        return ClosedChannelException.class.getName();
    }

    @Override
    protected Answer send(String method, URI uri, Map<String, String> headers, String body) throws Exception {
        try (Connected connection = connect()) {
            FullHttpRequest request = request(method, uri, body);
            headers.forEach((name, value) -> request.headers().add(name, value));
            Response response = connection.send(request).get(patienceMillis(uri), TimeUnit.MILLISECONDS);
            return new Answer(response.status(), response.body());
        }
    }

    private Connected connect() throws Exception {
        return client.connect("localhost", proxy.port);
    }

    static FullHttpRequest request(String method, URI uri, String body) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(method),
                uri.getRawPath() + query,
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        request.headers().set(HttpHeaderNames.HOST, uri.getAuthority());
        return request;
    }

    @Test
    void theHandlersOfTheResponseHaveTheContextOfTheWrite() throws Exception {
        try (Connected connection = connect()) {
            Response response = Traces.callInSpan(
                    "parent",
                    () -> connection.send(request("GET", uri("/ok"), "")).get(60, TimeUnit.SECONDS));

            List<RecordedSpan> spans = spans().take(2);
            assertThat(spans.get(1)).hasKind(SpanKind.CLIENT).isChildOf(spans.get(0));
            assertThat(response.callerTraceId()).isEqualTo(spans.get(0).traceId());
            assertThat(connection
                            .send(request("GET", uri("/ok"), ""))
                            .get(60, TimeUnit.SECONDS)
                            .callerTraceId())
                    .isEqualTo("none");
            assertThat(spans().takeOne()).isRoot();
            assertThat(client.threads.submit(Current::get).get()).isNull();
        }
    }
}
