// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.google.protobuf.ByteString;
import dapper.otlp.decode.LimitTally;
import dapper.otlp.decode.MalformedRequestException;
import dapper.otlp.decode.OtlpDecoder;
import dapper.otlp.decode.SpanLimits;
import dapper.storage.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Spans of {@link TraceData} as collectors receive them, on a simulated clock. Each of 24 processes sends once a second, at
 * its own moment, what has ended since. For 3 of 20 seconds five times as many traces begin as otherwise. The same spans
 * each time. Used by one thread.
 */
public final class SpanArrivals {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = SECOND / 4;
    /** The start of the first trace, in nanoseconds since 1970. */
    public static final long EPOCH = 1_790_000_000L * SECOND;

    private static final int SERVICES = 8;
    private static final int INSTANCES = 3;
    private static final int PROCESSES = SERVICES * INSTANCES;
    private static final TraceData DATA = new TraceData(1, SERVICES, 8, 20, 8, 16, 20);

    private final OtlpDecoder decoder = new OtlpDecoder(SpanLimits.DEFAULT);
    private final Random random = new Random(2);
    private final List<List<io.opentelemetry.proto.trace.v1.Span>> waiting = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final double tracesPerSecond;
    private final int collectors;
    private long number;
    private long nextStart = EPOCH;
    private long window = EPOCH;

    /** @param collectors each process sends to one of them */
    public SpanArrivals(int spansPerSecond, int collectors) {
        this.tracesPerSecond = spansPerSecond / DATA.meanSpans();
        this.collectors = collectors;
        for (int process = 0; process < PROCESSES; process++) {
            waiting.add(new ArrayList<>());
            resources.add(resource(process));
        }
    }

    private static Resource resource(int process) {
        String service = TraceData.service(process / INSTANCES);
        return Resource.newBuilder()
                .addAttributes(text("service.name", service))
                .addAttributes(text("service.version", "4." + process / INSTANCES + ".2"))
                .addAttributes(text("service.namespace", "shop"))
                .addAttributes(text("service.instance.id", "f3a1c0de-" + process))
                .addAttributes(text("deployment.environment.name", "production"))
                .addAttributes(text("host.name", "node-" + process % 5))
                .addAttributes(text("os.type", "linux"))
                .addAttributes(text("process.runtime.version", "17.0.15+6"))
                .addAttributes(text("telemetry.sdk.language", "java"))
                .addAttributes(text("k8s.pod.name", service + "-" + process % INSTANCES))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** Returns the spans of the next quarter of a second, those of each collector apart; some may have none. */
    public List<List<Span>> next() {
        List<List<Span>> received = new ArrayList<>();
        for (int collector = 0; collector < collectors; collector++) {
            received.add(new ArrayList<>());
        }
        for (int process = 0; process < PROCESSES; process++) {
            long due = Math.floorMod(process * SECOND / PROCESSES - (window - EPOCH), SECOND);
            if (due < WINDOW) {
                send(process, window + due, received.get(process % collectors));
            }
        }
        window += WINDOW;
        return received;
    }

    private void send(int process, long now, List<Span> into) {
        while (nextStart <= now) {
            begin();
        }
        ScopeSpans.Builder message = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("shop"));
        Iterator<io.opentelemetry.proto.trace.v1.Span> spans =
                waiting.get(process).iterator();
        while (spans.hasNext()) {
            io.opentelemetry.proto.trace.v1.Span span = spans.next();
            if (span.getEndTimeUnixNano() <= now) {
                message.addSpans(span);
                spans.remove();
            }
        }
        ByteString request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resources.get(process))
                        .addScopeSpans(message))
                .build()
                .toByteString();
        try {
            decoder.decode(request.toByteArray(), new LimitTally(), (span, parentIdReadable) -> into.add(span));
        } catch (MalformedRequestException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin() {
        long trace = number++;
        DATA.trace(trace, nextStart)
                .forEach((service, spans) -> waiting.get(service * INSTANCES + (int) (trace % INSTANCES))
                        .addAll(spans));
        boolean burst = Math.floorMod(nextStart - EPOCH, 20 * SECOND) < 3 * SECOND;
        double rate = tracesPerSecond * (burst ? 3.125 : 0.625);
        nextStart += (long) (-Math.log(1 - random.nextDouble()) / rate * SECOND);
    }
}
