// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Limits;
import dapper.bootstrap.RemoteParent;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.resource.ResourceDetector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleSenderTest {
    private final SpansRequest request =
            new SpansRequest(ResourceDetector.detect(AgentConfig.load("otel.service.name=shop")), "1");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ConsoleSender sender = new ConsoleSender(new PrintStream(printed, true, UTF_8));

    @BeforeEach
    void install() {
        Tracer.install(
                new Sampler() {
                    @Override
                    public long sample(long randomness, SpanKind kind, String name, String path) {
                        return 0;
                    }

                    @Override
                    public boolean followsParent() {
                        return true;
                    }
                },
                chain -> {},
                Limits.DEFAULT);
    }

    @Test
    void printsEverySpanOfARequestAsOneLine() {
        RemoteParent parent =
                new RemoteParent(0x0123456789abcdefL, 0xfedcba9876543210L, 0x1122334455667788L, true, "a=b", null);
        Span span = (Span) Tracer.startLocalRoot(parent, "POST\n/order", SpanKind.CONSUMER, null, null);
        span.set(AttributeKey.of("text"), "naïve\r\ntext")
                .set(AttributeKey.of("number"), -5)
                .set(AttributeKey.of("false"), false)
                .set(AttributeKey.of("ratio"), 0.25)
                .set(AttributeKey.of("array"), new String[] {"a", "b"})
                .event("event")
                .error("timeout");
        span.end();
        Span root = (Span) Tracer.startLocalRoot(null, "GET /", SpanKind.SERVER, null, null);
        root.end();
        request.add(span);
        request.add(root);
        request.finish();

        assertThat(sender.send(Signal.TRACES, request).kind()).isEqualTo(ExportResult.Kind.DELIVERED);

        assertThat(printed.toString(UTF_8).lines())
                .containsExactly(
                        "[dapper] span 'POST /order' CONSUMER trace=0123456789abcdeffedcba9876543210 span="
                                + hex(span.spanId()) + " parent=1122334455667788 " + micros(span)
                                + "us ERROR text=naïve  text number=-5 false=false ratio=0.25 array=[a, b]"
                                + " error.type=timeout",
                        "[dapper] span 'GET /' SERVER trace=" + hex(root.traceIdHigh()) + hex(root.traceIdLow())
                                + " span=" + hex(root.spanId()) + " " + micros(root) + "us");
    }

    private static String hex(long id) {
        return "%016x".formatted(id);
    }

    private static long micros(Span span) {
        return (span.endEpochNanos() - span.startEpochNanos()) / 1_000;
    }

    @Test
    void doesNotTakeMetrics() {
        assertThat(sender.send(Signal.METRICS, request).isUnsupported()).isTrue();
        assertThat(printed.size()).isZero();
    }
}
