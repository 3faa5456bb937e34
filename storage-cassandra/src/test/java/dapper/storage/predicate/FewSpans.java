// SPDX-License-Identifier: Apache-2.0
package dapper.storage.predicate;

import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import dapper.storage.predicate.Field.Intrinsic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Generates spans and predicates from few values, extreme ones among them, so that many predicates hold for some spans. */
public final class FewSpans {
    private static final List<String> KEYS = List.of("a", "b", "service.name", "");
    private static final List<Object> OPERANDS = List.of(
            "",
            "a",
            "\uffff",
            "\ud83d\ude00",
            "0102",
            "unknown_service",
            "0000000000000001",
            "00000000000000010000000000000002",
            0L,
            1L,
            2L,
            -1L,
            Long.MAX_VALUE,
            9_007_199_254_740_993L,
            9_007_199_254_740_992.0,
            0x1p63,
            -0.0,
            0.5,
            1.0,
            Double.NaN,
            true,
            false);
    private static final List<Object> VALUES = new ArrayList<>(OPERANDS);

    static {
        VALUES.addAll(List.of(
                NoValue.NONE,
                new byte[] {1, 2},
                Map.of("a", 1L),
                List.of(),
                List.of("a", 1L, NoValue.NONE),
                List.of(1.0, List.of("a"), "x".repeat(300)),
                "x".repeat(300)));
    }

    private final Random random;
    private final RandomPredicates predicates;

    public FewSpans(long seed) {
        this.random = new Random(seed);
        List<Field> fields = new ArrayList<>(Arrays.asList(Intrinsic.values()));
        KEYS.forEach(key ->
                Arrays.stream(Field.Owner.values()).forEach(owner -> fields.add(new Field.Attribute(owner, key))));
        this.predicates = new RandomPredicates(random, fields, OPERANDS, List.of("", ".*", "a|b", "0+1", "[^a]*"));
    }

    public Predicate predicate() {
        return predicates.next(2);
    }

    public Span span() {
        long start = random.nextInt(4) == 0 ? 1 : random.nextInt(3);
        return new Span(
                new TraceId(1, random.nextInt(3)),
                1 + random.nextInt(2),
                random.nextInt(3),
                text(),
                0,
                text(),
                SpanKind.of(random.nextInt(7)),
                start,
                random.nextInt(10) == 0 ? random.nextLong() : start + random.nextInt(4),
                attributes(),
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                new Status(Status.Code.of(random.nextInt(4)), text()),
                new Resource(attributes(), 0, ""),
                new InstrumentationScope(text(), text(), attributes(), 0, ""));
    }

    private String text() {
        Object value = one(OPERANDS);
        return value instanceof String text ? text : "a";
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

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
