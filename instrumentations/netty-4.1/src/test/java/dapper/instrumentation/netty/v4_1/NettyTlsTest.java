// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.TestTls;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A client and a server in one JVM, over TLS. */
@ExtendWith(AgentExtension.class)
class NettyTlsTest {
    @TempDir
    private static Path directory;

    private static SslHandler tls(SSLContext context, boolean client) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        engine.setEnabledProtocols(new String[] {"TLSv1.2"}); // the oldest Netty knows no other
        return new SslHandler(engine);
    }

    @Test
    void theServerContinuesTheTraceOfTheClient() throws Exception {
        SSLContext context = TestTls.create(directory);
        NettyServerTest server = new NettyServerTest() {
            @Override
            void addHandlers(ChannelPipeline pipeline) {
                pipeline.addLast(tls(context, false));
                super.addHandlers(pipeline);
            }
        };
        URI uri = server.start();
        try (NettyClient client =
                        new NettyClient(pipeline -> pipeline.addLast(tls(context, true), new HttpClientCodec()));
                NettyClient.Connected connection = client.connect(uri)) {
            DefaultFullHttpRequest request =
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/app/status?code=200");
            request.headers().set("host", uri.getAuthority());
            assertThat(connection.send(request).get(60, TimeUnit.SECONDS).status())
                    .isEqualTo(200);

            List<RecordedSpan> spans = AgentExtension.spans().take(2);
            assertThat(spans.get(0))
                    .hasName("GET")
                    .hasAttribute("url.full", "https://" + uri.getAuthority() + "/app/status?code=200");
            assertThat(spans.get(1))
                    .hasRemoteParent(spans.get(0).traceId(), spans.get(0).spanId())
                    .hasAttribute("url.scheme", "https");
        } finally {
            server.stop();
        }
    }
}
