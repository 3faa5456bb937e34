// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Limits;
import dapper.bootstrap.Sampler;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import dapper.javaagent.export.OtlpRequest;
import dapper.javaagent.export.SpansRequest;
import dapper.javaagent.resource.ResourceDetector;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final SpanQueue queue = new SpanQueue(100, 1 << 20);
    private final Batch batch =
            new Batch(queue, new SpansRequest(ResourceDetector.detect(AgentConfig.load(null)), "1"), 2);

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
                queue,
                Limits.DEFAULT);
    }

    private static Span root(String name) {
        return (Span) Tracer.startLocalRoot(null, name, SpanKind.SERVER, null, null);
    }

    /** Ends a trace of three spans. */
    private static void trace() {
        Span root = root("root");
        Tracer.startChild(root, "first", SpanKind.INTERNAL, null).end();
        Tracer.startChild(root, "second", SpanKind.INTERNAL, null).end();
        root.end();
    }

    private List<String> names() throws IOException {
        OtlpRequest request = batch.request();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        request.writeTo(bytes, 0);
        assertThat(bytes.size()).isEqualTo(request.length());
        return ExportTraceServiceRequest.parseFrom(bytes.toByteArray())
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpansList()
                .stream()
                .map(span -> span.getName())
                .toList();
    }

    @Test
    void beginsWithTheRestOfTheChainThatDidNotFit() throws IOException {
        trace();

        assertThat(batch.fill()).isTrue();
        List<String> begin = names();
        batch.delivered(0);
        assertThat(batch.fill()).isTrue();
        List<String> rest = names();
        batch.delivered(0);

        assertThat(begin).hasSize(2);
        assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(begin);
        assertThat(batch.fill()).isFalse();
        assertThat(queue.counts()).hasToString("recorded 3, exported 3, queued 0");
    }

    @Test
    void keepsItsSpansQueuedUntilTheirOutcome() {
        trace();
        long bytes = queue.counts().queuedBytes();
        batch.fill();
        assertThat(queue.counts()).hasToString("recorded 3, exported 0, queued 3");
        assertThat(queue.counts().queuedBytes()).isEqualTo(bytes);

        batch.delivered(1);
        assertThat(queue.counts()).hasToString("recorded 3, exported 1, dropped (rejected) 1, queued 1");

        batch.fill();
        batch.lost(DropReason.UNAVAILABLE);
        assertThat(queue.counts())
                .hasToString("recorded 3, exported 1, dropped (unavailable) 1, dropped (rejected) 1, queued 0");
        assertThat(queue.counts().queuedBytes()).isZero();
    }

    @Test
    void staysTheSameForEachAttempt() throws IOException {
        trace();
        batch.fill();

        assertThat(names()).isEqualTo(names());
    }

    @Test
    void losesOnlyTheSpanThatCannotBeEncodedAndLogsTheFirst() throws IOException {
        try (CapturedLog log = new CapturedLog()) {
            for (String name : List.of("bad", "good", "worse")) {
                String[] values = {"a"};
                Span span = root(name).set(AttributeKey.of("array"), values);
                span.end();
                values[0] = name.equals("good") ? "b" : null;
            }

            assertThat(batch.fill()).isTrue();

            assertThat(names()).containsExactly("good");
            batch.delivered(0);
            assertThat(queue.counts()).hasToString("recorded 3, exported 1, dropped (encoding) 2, queued 0");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("span 'bad' is lost, it cannot be encoded: java.lang.NullPointerException");
        }
    }
}
