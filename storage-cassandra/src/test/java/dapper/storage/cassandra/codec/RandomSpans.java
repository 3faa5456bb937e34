// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Attributes;
import dapper.storage.EntityRef;
import dapper.storage.Event;
import dapper.storage.InstrumentationScope;
import dapper.storage.Link;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generates spans with everything a span may have, from a seed. */
public final class RandomSpans {
    private static final String LETTERS = "abcXYZ 09._-/:=\"'\\{}\n\u00e4\u4e2d\ud83d\ude00";

    private final Random random;

    public RandomSpans(long seed) {
        this.random = new Random(seed);
    }

    public TraceId traceId() {
        return new TraceId(random.nextLong(), random.nextLong());
    }

    public Span span(TraceId traceId) {
        long start = random.nextInt(10) == 0 ? random.nextLong() >>> 2 : 1_790_000_000_000_000_000L + random.nextInt();
        return new Span(
                traceId,
                random.nextLong(),
                random.nextBoolean() ? 0 : random.nextLong(),
                random.nextBoolean() ? "" : "ot=th:8;rv:" + random.nextInt(),
                random.nextBoolean() ? 0 : random.nextInt(),
                text(),
                SpanKind.of(random.nextInt(6)),
                start,
                end(start),
                attributes(2),
                list(this::event, start),
                list(unused -> link(), start),
                Span.Dropped.of(dropped(), dropped(), dropped()),
                status(),
                resource(),
                random.nextBoolean() ? InstrumentationScope.UNKNOWN : scope());
    }

    private long end(long start) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> start - 1 - random.nextInt(1000);
            case 2 -> random.nextLong();
            default -> start + (random.nextLong() >>> 2 + random.nextInt(60));
        };
    }

    public Resource resource() {
        return new Resource(
                attributes(2),
                dropped(),
                text(),
                random.nextInt(4) > 0
                        ? List.of()
                        : List.of(
                                new EntityRef(text(), "host", List.of("host.id"), List.of()),
                                new EntityRef("", text(), List.of(), List.of(text(), text()))));
    }

    public InstrumentationScope scope() {
        return new InstrumentationScope(text(), text(), attributes(1), dropped(), text());
    }

    private Event event(long start) {
        return new Event(random.nextInt(5) == 0 ? 0 : start + random.nextInt(), text(), attributes(1), dropped());
    }

    private Link link() {
        return new Link(traceId(), random.nextLong(), text(), attributes(1), dropped(), random.nextInt());
    }

    private Status status() {
        Status.Code code = Status.Code.of(random.nextInt(3));
        return new Status(code, text());
    }

    private int dropped() {
        return random.nextInt(3) == 0 ? random.nextInt() : 0;
    }

    private interface Make<T> {
        T from(long start);
    }

    private <T> List<T> list(Make<T> make, long start) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(make.from(start));
        }
        return list;
    }

    private Attributes attributes(int depth) {
        Map<String, Object> map = map(depth);
        List<Object> flat = new ArrayList<>();
        map.forEach((key, value) -> {
            flat.add(key);
            // Byte arrays within lists have no equality that a test could check.
            flat.add(random.nextInt(8) == 0 ? text().getBytes(StandardCharsets.UTF_8) : value);
        });
        return Attributes.ofFlat(flat.toArray());
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String key = random.nextBoolean() ? text() : KnownKeys.key(1 + random.nextInt(KnownKeys.size()));
            map.put(key, value(depth));
        }
        return map;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> text();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
            case 3 -> random.nextBoolean();
            case 4 -> NoValue.NONE;
            case 5 -> new ArrayList<>(map(depth - 1).values());
            default -> map(depth - 1);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int[] letters = LETTERS.codePoints().toArray();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 5000 : 12); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
