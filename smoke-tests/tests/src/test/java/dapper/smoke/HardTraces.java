// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dapper.smoke.run.Http;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Traces that viewers have failed at, sent to the collector as OTLP. Each has an id and a service of its own. */
final class HardTraces {
    static final String DEEP = id(0xdee9);
    static final String WIDE = id(0x71de);
    static final String SKEWED = id(0x5ce3);
    static final String ORPHANED = id(0x0bfa);
    static final String ODD = id(0x0dd);
    static final String FAILED = id(0xfa11);
    static final String UNFINISHED = id(0xf131);
    static final String LATE = id(0x1a7e);
    static final String REPEATED = id(0xd0b1);

    static final int LEVELS = 10_000;
    static final int CHILDREN = 50_000;
    static final String ODD_SERVICE = "hard \u05e2\u05d2\u05dc\u05d4 & <b>";
    static final String MARKUP = "<img src=x onerror=alert(1)>";
    /** Hebrew, then a sign that turns the direction of what follows. */
    static final String RIGHT_TO_LEFT = "\u05e9\u05dc\u05d5\u05dd \u202egnp.exe";
    /** More than the viewer shows without being asked to. */
    static final String HUGE = "{\"rows\":[" + "\"0123456789\",".repeat(2_000) + "\"end\"]}";

    private static final int SPANS_PER_REQUEST = 5_000;
    private static final long MS = 1_000_000;

    private final String collector;
    /** A minute ago, so that all of them are over. */
    private final long start = (System.currentTimeMillis() - 60_000) * MS;

    /** @param collector its HTTP address */
    HardTraces(String collector) {
        this.collector = collector + "/v1/traces";
    }

    private static String id(int number) {
        return String.format("%032x", number);
    }

    void send() {
        sendMany(
                "hard-deep",
                LEVELS,
                i -> span(DEEP, i, i - 1, i * 10_000L, (2L * LEVELS - i) * 10_000L)
                        .setName("again"));
        sendMany(
                "hard-wide",
                CHILDREN + 1,
                i -> i == 1
                        ? span(WIDE, 1, 0, 0, 50_000 * MS).setName("GET /reports")
                        : span(WIDE, i, 1, (i - 2) * MS, (i - 2) * MS + 750_000).setName("SELECT price"));
        sendSkewed();
        send("hard-orphaned", span(ORPHANED, 2, 1, 0, 40 * MS).setName("GET /stock"));
        sendOdd();
        sendFailed();
        send(
                "hard-unfinished",
                span(UNFINISHED, 1, 0, 0, 30 * MS)
                        .setName("import")
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("dapper.span.unfinished")
                                .setValue(AnyValue.newBuilder().setBoolValue(true))),
                span(UNFINISHED, 2, 1, 10 * MS, 5 * MS).setName("early end"));
        send("hard-late", span(LATE, 2, 1, 10 * MS, 20 * MS).setName("first to arrive"));
        Span.Builder once = span(REPEATED, 1, 0, 0, 20 * MS).setName("sent twice");
        send("hard-repeated", once);
        send("hard-repeated", once, span(REPEATED, 2, 1, MS, 2 * MS).setName("one"));
        send("hard-repeated", span(REPEATED, 2, 1, 3 * MS, 4 * MS).setName("other of the id"));
    }

    /** Sends the root of the trace whose child is there for long. */
    void sendLate() {
        send("hard-late", span(LATE, 1, 0, 0, 30 * MS).setName("last to arrive"));
    }

    /** Sends a trace that began just now. */
    void sendNow(int number) {
        long age = System.currentTimeMillis() * MS - start;
        send("hard-live", span(id(0x11fe00 + number), 1, 0, age - 7 * MS, age).setName("GET /live"));
    }

    /** The clock of the host with the server is an hour ahead. */
    private void sendSkewed() {
        long hour = 3_600_000 * MS;
        send(
                "hard-skewed",
                span(SKEWED, 1, 0, 0, 100 * MS).setName("GET /cart").setKind(SpanKind.SPAN_KIND_SERVER),
                span(SKEWED, 2, 1, 10 * MS, 90 * MS).setName("GET").setKind(SpanKind.SPAN_KIND_CLIENT));
        send(
                "hard-skewed-stock",
                span(SKEWED, 3, 2, hour + 20 * MS, hour + 80 * MS)
                        .setName("GET /stock")
                        .setKind(SpanKind.SPAN_KIND_SERVER));
    }

    private void sendOdd() {
        send(
                ODD_SERVICE,
                span(ODD, 1, 0, 0, 90 * MS)
                        .setName(MARKUP)
                        .addAttributes(text("body", HUGE))
                        .addAttributes(text("quote\"and\nline", "a\tb\u0000c \ud83d\udc1e")),
                span(ODD, 2, 1, 10 * MS, 20 * MS).setName(RIGHT_TO_LEFT),
                span(ODD, 3, 1, 30 * MS, 40 * MS).setName(""),
                span(ODD, 4, 1, 50 * MS, 60 * MS).setName("x".repeat(1_000)));
    }

    /** The error of the query is caught: the request succeeds. */
    private void sendFailed() {
        send(
                "hard-failed",
                span(FAILED, 1, 0, 0, 600 * MS).setName("GET /price").setKind(SpanKind.SPAN_KIND_SERVER),
                span(FAILED, 2, 1, 20 * MS, 530 * MS)
                        .setName("SELECT price")
                        .setKind(SpanKind.SPAN_KIND_CLIENT)
                        .addAttributes(text("db.system.name", "postgresql"))
                        .addAttributes(text("db.query.text", "SELECT price FROM item WHERE id = ?"))
                        .setStatus(Status.newBuilder()
                                .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                                .setMessage("timed out"))
                        .addEvents(
                                Span.Event.newBuilder()
                                        .setTimeUnixNano(start + 529 * MS)
                                        .setName("exception")
                                        .addAttributes(text("exception.type", "java.sql.SQLTimeoutException"))
                                        .addAttributes(text("exception.message", "timed out"))
                                        .addAttributes(
                                                text(
                                                        "exception.stacktrace",
                                                        "java.sql.SQLTimeoutException: timed out\n\tat shop.Price.of(Price.java:12)\n"))));
    }

    private void sendMany(String service, int count, IntFunction<Span.Builder> span) {
        for (int first = 1; first <= count; first += SPANS_PER_REQUEST) {
            List<Span.Builder> some = new ArrayList<>();
            for (int i = first; i < first + SPANS_PER_REQUEST && i <= count; i++) {
                some.add(span.apply(i));
            }
            send(service, some.toArray(Span.Builder[]::new));
        }
    }

    private void send(String service, Span.Builder... spans) {
        ScopeSpans.Builder all = ScopeSpans.newBuilder();
        for (Span.Builder span : spans) {
            all.addSpans(span);
        }
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(text("service.name", service))
                                .addAttributes(text("host.name", "host-of-" + service)))
                        .addScopeSpans(all))
                .build()
                .toByteArray();
        HttpResponse<String> answer = Http.post(collector, "application/x-protobuf", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** @param parent 0 for none */
    private Span.Builder span(String trace, int id, int parent, long from, long to) {
        return Span.newBuilder()
                .setTraceId(ByteString.fromHex(trace))
                .setSpanId(spanId(id))
                .setParentSpanId(parent == 0 ? ByteString.EMPTY : spanId(parent))
                .setStartTimeUnixNano(start + from)
                .setEndTimeUnixNano(start + to);
    }

    private static ByteString spanId(int number) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number).flip());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
