// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The traces of a set of microservices: a trace has the same spans whenever and wherever it is made with the same seed. A
 * trace begins in service 0, which is in every trace. A child is in the service of its parent or, half of the time, in
 * any other.
 *
 * <p>The first attributes are those of HTTP, among them a path and a user that hardly repeat. The rest, numbered, take
 * one of so many values each. Safe for many threads.
 *
 * @param services how many there are
 * @param fewestSpans of a trace
 * @param mostSpans of a trace
 * @param fewestAttributes of a span, at least 6
 * @param mostAttributes of a span
 * @param values of each numbered attribute
 */
record TraceData(
        long seed, int services, int fewestSpans, int mostSpans, int fewestAttributes, int mostAttributes, int values) {
    private static final int USERS = 1_000_000;
    private static final int ERRORS_PER_THOUSAND = 20;

    static String service(int number) {
        return "service-" + number;
    }

    double meanSpans() {
        return (fewestSpans + mostSpans) / 2.0;
    }

    /** Returns the spans of a trace by the number of their service. */
    Map<Integer, List<Span>> trace(long number, long startUnixNanos) {
        Random random = new Random(seed * 1_000_003 + number);
        // Random's first numbers are alike for seeds that are alike.
        random.nextLong();
        ByteString traceId = bytes(16, random.nextLong(), random.nextLong());
        int count = between(fewestSpans, mostSpans, random);
        int[] owners = new int[count];
        long[] ids = new long[count];
        long[] starts = new long[count];
        long[] durations = new long[count];
        Map<Integer, List<Span>> byService = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int parent = i == 0 ? 0 : random.nextInt(i);
            boolean elsewhere = i > 0 && random.nextBoolean();
            owners[i] = i == 0 ? 0 : elsewhere ? random.nextInt(services) : owners[parent];
            ids[i] = random.nextLong();
            starts[i] = i == 0 ? startUnixNanos : starts[parent] + random.nextInt((int) (durations[parent] / 2));
            durations[i] = i == 0 ? 20_000_000 + random.nextInt(200_000_000) : 1000 + durations[parent] / 3;
            Span.Builder span = Span.newBuilder()
                    .setTraceId(traceId)
                    .setSpanId(bytes(8, ids[i]))
                    .setParentSpanId(i == 0 ? ByteString.EMPTY : bytes(8, ids[parent]))
                    .setTraceState("ot=th:0")
                    .setFlags(0x103)
                    .setKind(elsewhere || i == 0 ? Span.SpanKind.SPAN_KIND_SERVER : Span.SpanKind.SPAN_KIND_CLIENT)
                    .setStartTimeUnixNano(starts[i])
                    .setEndTimeUnixNano(starts[i] + durations[i]);
            describe(span, owners[i], random);
            byService.computeIfAbsent(owners[i], service -> new ArrayList<>()).add(span.build());
        }
        return byService;
    }

    private void describe(Span.Builder span, int owner, Random random) {
        int operation = random.nextInt(10);
        boolean error = random.nextInt(1000) < ERRORS_PER_THOUSAND;
        if (error) {
            span.setStatus(Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("refused"));
        }
        String route = "/" + service(owner) + "/operation-" + operation + "/{id}";
        span.setName("GET " + route)
                .addAttributes(text("http.request.method", "GET"))
                .addAttributes(text("http.route", route))
                .addAttributes(text("url.path", route.replace("{id}", Integer.toString(random.nextInt(USERS)))))
                .addAttributes(number("http.response.status_code", error ? 500 : 200))
                .addAttributes(text("server.address", service(owner) + ".internal"))
                .addAttributes(text("user.id", "user-" + random.nextInt(USERS)));
        int more = between(fewestAttributes, mostAttributes, random) - span.getAttributesCount();
        for (int i = 0; i < more; i++) {
            span.addAttributes(text("app.attribute." + i, "value-" + random.nextInt(values)));
        }
    }

    private static int between(int least, int most, Random random) {
        return least + random.nextInt(most - least + 1);
    }

    private static ByteString bytes(int length, long... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (long number : numbers) {
            buffer.putLong(number);
        }
        return ByteString.copyFrom(buffer.flip());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
