// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.testing.HandlerWork;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A server each of whose streams is a channel, which reads frames when they have been there for a while. */
@EnabledIf("isPresent")
class NettyMultiplexServerTest extends NettyHttp2ServerTest {
    private final Semaphore worked = new Semaphore(0);

    static boolean isPresent() {
        return Multiplexing.isPresent();
    }

    private ChannelHandler multiplexer() {
        return Multiplexing.handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.config().setAutoRead(false);
                stream.pipeline()
                        .addLast(
                                new LateReads(),
                                Multiplexing.messages(true),
                                new EarlyWork(),
                                new HttpObjectAggregator(1 << 20),
                                handler);
            }
        });
    }

    @Override
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.addLast(new Http2Beginning(
                List.of(Multiplexing.frames(true), multiplexer()),
                () -> {
                    Http2ConnectionHandler frames = Multiplexing.frames(true);
                    return Multiplexing.upgrade(frames, multiplexer());
                },
                handler));
    }

    @Override
    @Test
    void workThatStartsBeforeTheBodyHasArrivedIsThatOfTheRequest() throws Exception {
        SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>();
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                request("/early").POST(BodyPublishers.fromPublisher(body)).build(), BodyHandlers.ofString());
        assertThat(worked.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        body.close();

        assertThat(response.get().statusCode()).isEqualTo(404);
        assertThat(takeWithChild("early")).hasName("POST").hasAttribute("url.path", "/app/early");
    }

    /** Works for a request when all that was there of it has been read. */
    private final class EarlyWork extends ChannelInboundHandlerAdapter {
        private boolean due;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            due |= message instanceof HttpRequest request && request.uri().endsWith("/early");
            context.fireChannelRead(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) throws Exception {
            if (due) {
                due = false;
                HandlerWork.work("early");
                worked.release();
            }
            context.fireChannelReadComplete();
        }
    }

    /** Asks for the next frame in a task, as a reactive server does. */
    private static final class LateReads extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.fireChannelActive();
            context.executor().execute(context::read);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.fireChannelReadComplete();
            context.executor().execute(context::read);
        }
    }
}
