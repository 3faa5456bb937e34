// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.google.protobuf.ByteString;
import dapper.otlp.testing.Requests;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Valid requests with everything that OTLP can express, within the default limits. */
final class RandomRequests {
    private static final String[] TEXTS = {"", "GET", "naïve", "日本語", "😀 smile", "line\nbreak \"quoted\" \\", "\u0000"
    };

    private final Random random;
    private int nextKey;

    RandomRequests(long seed) {
        random = new Random(seed);
    }

    ExportTraceServiceRequest next() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        some(2, this::resourceSpans).forEach(request::addResourceSpans);
        return request.build();
    }

    private ResourceSpans resourceSpans() {
        ResourceSpans.Builder spans = ResourceSpans.newBuilder().setSchemaUrl(text());
        if (random.nextInt(4) > 0) {
            spans.setResource(Resource.newBuilder()
                    .addAllAttributes(some(5, this::attribute))
                    .setDroppedAttributesCount(count())
                    .addAllEntityRefs(some(
                            2,
                            () -> EntityRef.newBuilder()
                                    .setSchemaUrl(text())
                                    .setType(text())
                                    .addAllIdKeys(some(2, this::text))
                                    .addAllDescriptionKeys(some(2, this::text))
                                    .build())));
        }
        return spans.addAllScopeSpans(some(2, this::scopeSpans)).build();
    }

    private ScopeSpans scopeSpans() {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder().setSchemaUrl(text());
        if (random.nextInt(4) > 0) {
            spans.setScope(InstrumentationScope.newBuilder()
                    .setName(text())
                    .setVersion(text())
                    .addAllAttributes(some(2, this::attribute))
                    .setDroppedAttributesCount(count()));
        }
        return spans.addAllSpans(some(3, this::span)).build();
    }

    private Span span() {
        Span.Builder span = Span.newBuilder()
                .setTraceId(Requests.bytes(new TraceId(random.nextLong(), random.nextLong())))
                .setSpanId(Requests.bytes(random.nextLong()))
                .setTraceState(random.nextBoolean() ? "" : "ot=th:8,vendor=x")
                .setName(text())
                .setKindValue(random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(10))
                .setFlags(random.nextInt())
                .setStartTimeUnixNano(time())
                .setEndTimeUnixNano(time())
                .addAllAttributes(some(8, this::attribute))
                .setDroppedAttributesCount(count())
                .addAllEvents(some(3, this::event))
                .setDroppedEventsCount(count())
                .addAllLinks(some(3, this::link))
                .setDroppedLinksCount(count());
        if (random.nextBoolean()) {
            span.setParentSpanId(Requests.bytes(random.nextLong()));
        }
        if (random.nextBoolean()) {
            int code = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(8);
            span.setStatus(Status.newBuilder().setCodeValue(code).setMessage(text()));
        }
        return span.build();
    }

    private Span.Event event() {
        return Span.Event.newBuilder()
                .setTimeUnixNano(time())
                .setName(text())
                .addAllAttributes(some(3, this::attribute))
                .setDroppedAttributesCount(count())
                .build();
    }

    private Span.Link link() {
        return Span.Link.newBuilder()
                .setTraceId(Requests.bytes(new TraceId(random.nextInt(3), random.nextInt(3))))
                .setSpanId(Requests.bytes(random.nextInt(3)))
                .setTraceState(text())
                .addAllAttributes(some(3, this::attribute))
                .setDroppedAttributesCount(count())
                .setFlags(random.nextInt())
                .build();
    }

    private KeyValue attribute() {
        return KeyValue.newBuilder()
                .setKey("key." + nextKey++ % 1000)
                .setValue(value(3))
                .build();
    }

    private AnyValue value(int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> value.setStringValue(text());
            case 1 -> value.setBoolValue(random.nextBoolean());
            case 2 -> value.setIntValue(random.nextLong());
            case 3 -> value.setDoubleValue(random.nextGaussian());
            case 4 -> value.setBytesValue(ByteString.copyFrom(new byte[] {1, (byte) random.nextInt()}));
            case 5 -> value.clear();
            case 6 -> value.setArrayValue(ArrayValue.newBuilder().addAllValues(some(3, () -> value(depth - 1))));
            default ->
                value.setKvlistValue(KeyValueList.newBuilder()
                        .addAllValues(some(
                                3,
                                () -> KeyValue.newBuilder()
                                        .setKey("inner." + nextKey++)
                                        .setValue(value(depth - 1))
                                        .build())));
        }
        return value.build();
    }

    /** Any uint32. */
    private int count() {
        return switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> random.nextInt();
            default -> random.nextInt(3);
        };
    }

    /** Any uint64. */
    private long time() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> random.nextLong();
            default -> Requests.START + random.nextInt();
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private <T> List<T> some(int most, Supplier<T> supplier) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            list.add(supplier.get());
        }
        return list;
    }
}
