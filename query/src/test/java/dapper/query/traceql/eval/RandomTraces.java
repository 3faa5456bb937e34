// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.testing.TestSpan;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small traces with every oddity: missing parents, cycles, repeated and zero ids, equal times, odd characters. */
final class RandomTraces {
    static final List<String> NAMES = List.of(
            "GET /a", "get", "", "naïve \uD83D\uDE00", "\uFFFDx", "a\"b\\c\n", "SELECT", "long ".repeat(60) + "\u00EF");
    static final List<String> KEYS = List.of("a", "b", "zone", "http.status", "key with \"quotes\"", "service.name");

    static final long T0 = 1_800_000_000_000_000_000L;
    private static final List<Resource> RESOURCES = List.of(
            TestSpan.resource("front", "zone", "eu"),
            TestSpan.resource("stock", "zone", "us", "a", 1L),
            TestSpan.resource("", "b", List.of("x", "y")),
            TestSpan.resource("mail"));

    /** Probabilities whose reciprocals a double adds without rounding: unknown, 1, 1/2, 1/4, 1/16. */
    private static final List<String> TRACE_STATES = List.of("", "ot=th:0", "ot=th:8", "ot=th:c", "x=y,ot=th:f");

    private final Random random;

    RandomTraces(Random random) {
        this.random = random;
    }

    Trace next(int number) {
        return next(number, T0, 1_000);
    }

    /** @param step between possible starts of spans, the first of which is given; nanoseconds */
    Trace next(int number, long firstStart, long step) {
        TraceId id = new TraceId(number % 3, number + 1);
        List<Span> spans = new ArrayList<>();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            spans.add(span(id, firstStart + random.nextInt(6) * step)
                    .withTraceState(TRACE_STATES.get(number % TRACE_STATES.size())));
        }
        return Trace.of(id, spans);
    }

    private Span span(TraceId trace, long start) {
        TestSpan span = TestSpan.span(
                        trace, random.nextInt(8), random.nextInt(9), start, start + random.nextInt(5) * 1_000L - 1_000)
                .name(oneOf(NAMES))
                .kind(SpanKind.of(random.nextInt(7)))
                .resource(oneOf(RESOURCES));
        for (String key : KEYS) {
            if (random.nextInt(3) == 0) {
                span.attribute(key, value());
            }
        }
        if (random.nextInt(4) == 0) {
            span.error(oneOf(NAMES));
        }
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            span.event(random.nextInt(5) == 0 ? 0 : start + i * 500L, oneOf(NAMES), oneOf(KEYS), value());
        }
        if (random.nextInt(4) == 0) {
            span.link(new TraceId(0, random.nextInt(3)), random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            span.scope(oneOf(NAMES), "1");
        }
        return span.build();
    }

    private Object value() {
        return switch (random.nextInt(9)) {
            case 0 -> List.of();
            case 1 -> List.of((long) random.nextInt(3), oneOf(NAMES), random.nextInt(8) / 4.0);
            case 2 -> random.nextInt(8) / 4.0;
            case 3 -> random.nextBoolean();
            case 4 -> random.nextInt(4) == 0 ? NoValue.NONE : new byte[] {(byte) random.nextInt(3)};
            case 5 -> List.of(List.of(1L), random.nextBoolean());
            case 6 -> random.nextInt(8) == 0 ? Double.NaN : oneOf(List.of("eu", "us"));
            case 7 -> oneOf(NAMES);
            default -> (long) random.nextInt(4) - 1;
        };
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
