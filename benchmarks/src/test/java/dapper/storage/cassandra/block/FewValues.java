// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.query.traceql.types.Regex;
import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generates spans and predicates from few values, extreme ones among them, so that many predicates match some spans. */
final class FewValues {
    private static final long EPOCH = 1_790_000_000_000_000_000L;
    private static final List<String> TEXTS = List.of(
            "", "a", "b", "GET /orders/{id}", "\u00e4\u4e2d\ud83d\ude00", "200", "true", "\0", "x".repeat(3_000));
    private static final List<String> KEYS = List.of(
            "http.route", "http.response.status_code", "own", "", "\u00e4 \ud83d\ude00", "rare", "service.name");
    private static final List<Object> OPERANDS = List.of(
            "",
            "a",
            "\u00e4\u4e2d\ud83d\ude00",
            "200",
            0L,
            200L,
            -1L,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            EPOCH,
            0.0,
            -0.0,
            0.5,
            200.0,
            0x1p63,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            true,
            false);
    private static final List<Object> VALUES = new ArrayList<>(OPERANDS);

    static {
        VALUES.addAll(TEXTS);
        VALUES.addAll(List.of(9_007_199_254_740_993L, 9_007_199_254_740_992.0));
    }

    private static final List<String> REGEXES = List.of("", ".*", "GET .*", "[ab]", "a|\u00e4.*", "2.0");

    private static final List<Intrinsic> INTRINSICS =
            List.copyOf(EnumSet.range(Intrinsic.NAME, Intrinsic.SCOPE_VERSION));
    private static final List<Field.Owner> OWNERS = List.copyOf(EnumSet.complementOf(EnumSet.of(Field.Owner.SCOPE)));

    private final Random random;
    private long lastSpanId;

    FewValues(long seed) {
        this.random = new Random(seed);
    }

    /** Span ids are unique, so that a test can name a span by its id. */
    List<Span> spans(int count, int traces) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(span(new TraceId(random.nextInt(traces), random.nextInt(2) == 0 ? 1 : -1), spans));
        }
        return spans;
    }

    private Span span(TraceId traceId, List<Span> before) {
        long start = switch (random.nextInt(30)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Long.MIN_VALUE;
            case 3 -> Long.MAX_VALUE;
            default -> EPOCH + random.nextInt(1_000);
        };
        return new Span(
                traceId,
                ++lastSpanId,
                parent(before),
                random.nextBoolean() ? "" : "ot=th:8",
                0,
                one(TEXTS),
                SpanKind.of(random.nextInt(7)),
                start,
                random.nextInt(20) == 0 ? random.nextLong() : start + random.nextInt(500),
                attributes(),
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                new Status(Status.Code.of(random.nextInt(4)), random.nextInt(3) == 0 ? one(TEXTS) : ""),
                new Resource(attributes(), random.nextInt(2), ""),
                random.nextBoolean()
                        ? InstrumentationScope.UNKNOWN
                        : new InstrumentationScope(one(TEXTS), "1", Attributes.EMPTY, 0, ""));
    }

    private long parent(List<Span> before) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong();
            default -> before.isEmpty() ? lastSpanId : one(before).spanId();
        };
    }

    private Attributes attributes() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            map.put(one(KEYS), one(VALUES));
        }
        List<Object> flat = new ArrayList<>();
        map.forEach((key, value) -> flat.addAll(List.of(key, value)));
        return Attributes.ofFlat(flat.toArray());
    }

    Predicate predicate(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0, 1, 2 -> new Predicate.Compare(field(), one(List.of(Comparison.values())), one(OPERANDS));
            case 3 -> new Predicate.Matches(field(), Regex.of(one(REGEXES)), random.nextBoolean());
            case 4 -> new Predicate.Present(field());
            case 5 -> new Predicate.Not(predicate(depth - 1));
            case 6 -> Predicate.and(predicate(depth - 1), predicate(depth - 1));
            default -> Predicate.or(predicate(depth - 1), predicate(depth - 1), predicate(depth - 1));
        };
    }

    private Field field() {
        return random.nextInt(3) == 0
                ? one(INTRINSICS)
                : new Field.Attribute(one(OWNERS), random.nextInt(9) == 0 ? "none" : one(KEYS));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
