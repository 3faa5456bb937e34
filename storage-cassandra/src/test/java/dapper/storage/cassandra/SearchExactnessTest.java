// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.predicate.Comparison;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import dapper.storage.predicate.RandomPredicates;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random traces and random searches, compared with {@link BruteForce}: all pages of a search together are exactly the
 * traces that match, in order, each once. Spans arrive in time, late, early and with wrong clocks, and some are written by
 * a collector of the version before ({@link ManyCollectors}).
 */
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(1_200)
@Tag("once")
class SearchExactnessTest {
    private static final int TRACES = 400;
    private static final int SEARCHES = 60;
    private static final long MINUTE = SECONDS.toNanos(60);
    private static final long HOUR = 60 * MINUTE;

    private static final Random RANDOM = new Random(20260921);
    private static final Map<TraceId, List<Span>> TRUTH = new HashMap<>();

    private static final RandomPredicates PREDICATES = new RandomPredicates(
            RANDOM,
            List.of(
                    Field.SERVICE,
                    Field.any("key-0"),
                    Field.span("key-1"),
                    Field.resource("host.name"),
                    Field.any("zone"),
                    Intrinsic.NAME,
                    Intrinsic.STATUS,
                    Intrinsic.DURATION),
            List.of("service-1", "value-1", "zone-1", "host-7", "operation-2", 1L, 2L, 0.5, 1.0, true, 1L << 20),
            List.of(".*-1", "service.*", "value-[02]", "[a-z]+", ""));

    private final CassandraStorage storage;

    SearchExactnessTest(CassandraStorage storage) {
        this.storage = storage;
    }

    @BeforeAll
    static void writeTraces(CassandraStorage storage, CassandraConfig config) throws Exception {
        ManyCollectors writers = new ManyCollectors(storage, config, RANDOM);
        for (int i = 0; i < TRACES; i++) {
            TraceId id = new TraceId(RANDOM.nextLong(), RANDOM.nextLong());
            List<Span> spans = trace(id);
            TRUTH.put(id, withoutReplaced(spans));
            for (List<Span> part : parts(spans)) {
                writers.write(id, part);
            }
        }
        writers.close();
    }

    @Test
    void findsExactlyWhatMatches() {
        int found = 0;
        for (int i = 0; i < SEARCHES; i++) {
            TraceQuery query = query();
            List<TraceSummary> expected = BruteForce.search(TRUTH, query);
            found += expected.size();

            assertThat(allPages(query, null)).as(query.toString()).isEqualTo(expected);
            assertThat(allPages(query, new EvenNumberOfSpans(query)))
                    .as("filtered %s", query)
                    .isEqualTo(expected.stream()
                            .filter(trace -> trace.spanCount() % 2 == 0)
                            .toList());
        }
        // The searches above would prove nothing if they matched nothing.
        assertThat(found).isGreaterThan(300);
    }

    /** Can be decided on whole traces only. */
    private record EvenNumberOfSpans(TraceQuery query) implements TraceFilter {
        @Override
        public OptionalLong accept(Trace trace) {
            return trace.spans().size() % 2 == 0 ? BruteForce.newest(trace.spans(), query) : OptionalLong.empty();
        }

        @Override
        public String identity() {
            return "even";
        }
    }

    /** Accepts nothing, so that a search passes over all that it proposes. */
    private static final class PassingOver implements TraceFilter {
        private final Set<TraceId> decided = new HashSet<>();
        private long decidedAfter = Long.MAX_VALUE;

        @Override
        public OptionalLong accept(Trace trace) {
            decided.add(trace.id());
            return OptionalLong.empty();
        }

        @Override
        public void decidedAfter(long unixNanos) {
            decidedAfter = unixNanos;
        }

        @Override
        public String identity() {
            return "nothing";
        }
    }

    @Test
    void decidesOnEveryTraceAfterTheTimeThatItNames() {
        TraceReader narrow = storage.readerWithin(150, Duration.ofSeconds(60));
        TraceQuery all = TraceQuery.between(0, Long.MAX_VALUE);
        PassingOver passing = new PassingOver();
        int pages = 0;
        @Nullable String cursor = null;
        do {
            SearchPage page = narrow.search(all.withCursor(cursor), passing);
            assertThat(page.traces()).isEmpty();
            TRUTH.forEach((id, spans) -> {
                boolean isAfter = BruteForce.newest(spans, all).orElse(Long.MIN_VALUE) > passing.decidedAfter;
                assertThat(passing.decided.contains(id)).isIn(true, isAfter);
            });
            cursor = page.nextCursor();
            pages++;
        } while (cursor != null);

        assertThat(pages).isGreaterThan(3);
        assertThat(passing.decidedAfter).isEqualTo(Long.MIN_VALUE);
        assertThat(passing.decided)
                .containsExactlyInAnyOrderElementsOf(BruteForce.search(TRUTH, all).stream()
                        .map(TraceSummary::traceId)
                        .toList());
    }

    private List<TraceSummary> allPages(TraceQuery query, @Nullable TraceFilter filter) {
        List<TraceSummary> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchPage page = storage.reader().search(query.withCursor(cursor), filter);
            assertThat(page.complete()).as(page.incompleteReason()).isTrue();
            assertThat(page.incompleteReason()).isEmpty();
            assertThat(page.traces()).hasSizeLessThanOrEqualTo(query.limit());
            if (page.nextCursor() != null) {
                assertThat(page.traces()).hasSize(query.limit());
            }
            all.addAll(page.traces());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private static List<Span> trace(TraceId id) {
        long start = RANDOM.nextLong(5 * HOUR);
        // Most spans start within a second, some minutes or hours after the first one.
        long spread = oneOf(MINUTE / 60, MINUTE / 60, MINUTE / 60, 2 * MINUTE, 3 * HOUR);
        List<Span> spans = new ArrayList<>();
        for (int i = 1 + RANDOM.nextInt(12); i > 0; i--) {
            Spans span = Spans.of(id, RANDOM.nextInt(8) == 0 ? 1 : i)
                    .parent(i == 1 ? RANDOM.nextInt(3) / 2 : 1)
                    .service("service-" + RANDOM.nextInt(3))
                    .name("operation-" + RANDOM.nextInt(5))
                    .start(start + (i == 1 ? 0 : RANDOM.nextLong(spread)))
                    .duration(1L << RANDOM.nextInt(34))
                    .resource("host.name", "host-" + RANDOM.nextInt(30))
                    .resource("zone", "zone-" + RANDOM.nextInt(2));
            for (int key = 0; key < 4; key++) {
                if (RANDOM.nextBoolean()) {
                    span.tag("key-" + key, tagValue());
                }
            }
            if (RANDOM.nextInt(10) == 0) {
                span.tag("zone", "zone-" + RANDOM.nextInt(2));
            }
            if (RANDOM.nextInt(100) == 0) {
                for (int extra = 0; extra < 2_500; extra++) {
                    span.tag("extra-" + extra, (long) extra);
                }
            }
            if (RANDOM.nextInt(4) == 0) {
                span.error();
            }
            oddly(span);
            spans.add(span.build());
        }
        return spans;
    }

    /** Makes some spans odd: a negative duration, a wrong start, or a snapshot. */
    private static void oddly(Spans span) {
        switch (RANDOM.nextInt(24)) {
            case 0 -> span.duration(-1 - RANDOM.nextLong(HOUR));
            case 1 -> span.startAt(RANDOM.nextInt(3) - 1L);
            case 2 -> span.startAt(Long.MIN_VALUE + RANDOM.nextInt(1_000));
            case 3, 4, 5 -> span.unfinished();
            default -> {}
        }
    }

    /** A snapshot counts unless there is a later one, or its span has ended. */
    private static List<Span> withoutReplaced(List<Span> spans) {
        return spans.stream()
                .filter(span -> !span.isUnfinished()
                        || spans.stream()
                                .noneMatch(other -> (!other.isUnfinished()
                                                || Long.compareUnsigned(other.endUnixNanos(), span.endUnixNanos()) > 0)
                                        && other.spanId() == span.spanId()
                                        && other.kind().equals(span.kind())
                                        && other.resource().equals(span.resource())))
                .toList();
    }

    /** A trace arrives in several writes, some of them twice. */
    private static List<List<Span>> parts(List<Span> spans) {
        List<Span> shuffled = new ArrayList<>(spans);
        Collections.shuffle(shuffled, RANDOM);
        List<List<Span>> parts = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); ) {
            int to = from + 1 + RANDOM.nextInt(shuffled.size() - from);
            parts.add(shuffled.subList(from, to));
            if (RANDOM.nextInt(4) == 0) {
                parts.add(shuffled.subList(from, to));
            }
            from = to;
        }
        return parts;
    }

    private static Object tagValue() {
        return switch (RANDOM.nextInt(7)) {
            case 0 -> (long) RANDOM.nextInt(3);
            case 3 -> RANDOM.nextInt(4) / 2.0;
            case 4 -> List.of((long) RANDOM.nextInt(3), "value-" + RANDOM.nextInt(3), List.of(1.0));
            case 1 -> RANDOM.nextBoolean();
            // Same prefix, too long for a term without a hash.
            case 2 -> "long".repeat(100) + RANDOM.nextInt(3);
            default -> "value-" + RANDOM.nextInt(3);
        };
    }

    private static TraceQuery query() {
        boolean always = RANDOM.nextInt(4) == 0;
        long start = always ? 0 : Spans.EPOCH + RANDOM.nextLong(6 * HOUR) - HOUR;
        long end = always ? Long.MAX_VALUE : start + 1 + RANDOM.nextLong(oneOf(MINUTE, HOUR, 8 * HOUR));
        return TraceQuery.between(start, end)
                .where(RANDOM.nextInt(3) == 0 ? PREDICATES.next(3) : conditions())
                .withLimit(1 + RANDOM.nextInt(oneOf(2, 20, 500)));
    }

    /** Conditions that all must hold, as rows can check them. */
    private static Predicate conditions() {
        List<Predicate> all = new ArrayList<>();
        if (RANDOM.nextInt(3) > 0) {
            all.add(Predicate.equal(Field.SERVICE, "service-" + RANDOM.nextInt(4)));
        }
        if (RANDOM.nextInt(3) == 0) {
            all.add(Predicate.equal(Intrinsic.NAME, "operation-" + RANDOM.nextInt(5)));
        }
        while (RANDOM.nextInt(3) == 0) {
            all.add(
                    switch (RANDOM.nextInt(5)) {
                        case 0 -> Predicate.equal(Field.any("host.name"), "host-" + RANDOM.nextInt(31));
                        case 1 -> Predicate.equal(Field.any("zone"), "zone-" + RANDOM.nextInt(2));
                        case 2 -> Predicate.equal(Field.span("extra-17"), 17L);
                        default -> Predicate.equal(Field.any("key-" + RANDOM.nextInt(4)), operand());
                    });
        }
        long shortest = RANDOM.nextInt(3) == 0 ? 1L << RANDOM.nextInt(34) : 0;
        all.add(new Predicate.Compare(Intrinsic.DURATION, Comparison.GREATER_OR_EQUAL, shortest));
        if (RANDOM.nextInt(3) == 0) {
            long longest = shortest + (1L << RANDOM.nextInt(34));
            all.add(new Predicate.Compare(Intrinsic.DURATION, Comparison.LESS_OR_EQUAL, longest));
        }
        if (RANDOM.nextInt(3) == 0) {
            Comparison comparison = RANDOM.nextBoolean() ? Comparison.EQUAL : Comparison.NOT_EQUAL;
            all.add(new Predicate.Compare(Intrinsic.STATUS, comparison, 2L));
        }
        return Predicate.and(all.toArray(Predicate[]::new));
    }

    private static Object operand() {
        Object value = tagValue();
        return value instanceof List<?> list ? list.get(0) : value;
    }

    private static int oneOf(int... choices) {
        return choices[RANDOM.nextInt(choices.length)];
    }

    private static long oneOf(long... choices) {
        return choices[RANDOM.nextInt(choices.length)];
    }
}
