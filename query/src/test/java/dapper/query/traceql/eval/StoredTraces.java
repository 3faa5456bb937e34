// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Random traces as collectors receive them: in parts and at different times, some parts twice. Most started in the last
 * minutes, some hours ago, some in the future; some have spans hours apart, and snapshots of spans that end later. The
 * same for the same seed.
 */
final class StoredTraces {
    /** Writes that are under way. */
    private static final int AT_ONCE = 400;

    private static final int SENDERS = 5;

    /** @param end exclusive */
    record Range(long start, long end) {}

    /** Spans of a trace that arrive together. */
    record Part(TraceId traceId, List<Span> spans) {
        CompletableFuture<Void> write(SpanWriter collector, int sender) {
            return collector.begin("sender-" + sender).write(traceId, spans).toCompletableFuture();
        }
    }

    private final Random random;
    private final List<Trace> traces = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final long[] starts;

    /**
     * @param now nanoseconds since 1970
     * @param first number of a trace, which determines its id
     */
    StoredTraces(Random random, long now, int first, int count) {
        this.random = random;
        RandomTraces some = new RandomTraces(random);
        for (int i = first; i < first + count; i++) {
            Trace trace = some.next(i, start(now), oneOf(MICROSECONDS.toNanos(1), MILLISECONDS.toNanos(40), step()));
            traces.add(random.nextInt(5) == 0 ? withSnapshots(trace) : trace);
        }
        traces.forEach(this::addParts);
        Collections.shuffle(parts, random);
        starts = traces.stream()
                .flatMap(trace -> trace.spans().stream())
                .mapToLong(Span::startUnixNanos)
                .sorted()
                .toArray();
    }

    private long start(long now) {
        return switch (random.nextInt(10)) {
            case 0 -> now - HOURS.toNanos(5) + random.nextInt(50) * MINUTES.toNanos(1);
            case 1 -> now - MINUTES.toNanos(20) + random.nextLong(MINUTES.toNanos(1));
            case 2 -> now + random.nextLong(MINUTES.toNanos(9));
            // Many starts are equal.
            case 3 -> now - SECONDS.toNanos(random.nextInt(300));
            default -> now - random.nextLong(MINUTES.toNanos(5));
        };
    }

    private long step() {
        return oneOf(SECONDS.toNanos(1), SECONDS.toNanos(30), HOURS.toNanos(1));
    }

    /** Before the end of a span it was sent unfinished, by the same process. */
    private Trace withSnapshots(Trace trace) {
        List<Span> all = new ArrayList<>(trace.spans());
        for (Span span : trace.spans()) {
            if (random.nextInt(3) == 0) {
                long sent = span.startUnixNanos() + random.nextInt(2_000);
                TestSpan snapshot = TestSpan.span(
                                span.traceId(), span.spanId(), span.parentSpanId(), span.startUnixNanos(), sent)
                        .name(span.name())
                        .kind(span.kind())
                        .resource(span.resource())
                        .attribute(Span.UNFINISHED, true)
                        .attribute("a", (long) random.nextInt(3));
                all.add(snapshot.build().withTraceState(span.traceState()));
            }
        }
        return Trace.of(trace.id(), all);
    }

    private void addParts(Trace trace) {
        List<Span> spans = new ArrayList<>(trace.spans());
        Collections.shuffle(spans, random);
        for (int from = 0; from < spans.size(); ) {
            int to = from + 1 + random.nextInt(spans.size() - from);
            Part part = new Part(trace.id(), List.copyOf(spans.subList(from, to)));
            parts.add(part);
            if (random.nextInt(6) == 0) {
                parts.add(part);
            }
            from = to;
        }
    }

    /** In the order of their arrival. */
    List<Part> parts() {
        return parts;
    }

    /** Writes every trace, and waits until all is durable. */
    void write(List<SpanWriter> collectors) {
        List<CompletableFuture<Void>> open = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            open.add(parts.get(i).write(collectors.get(i % collectors.size()), i % SENDERS));
            if (open.size() == AT_ONCE || i == parts.size() - 1) {
                open.forEach(write -> write.orTimeout(60, SECONDS).join());
                open.clear();
            }
        }
    }

    /** Reads the traces by their ids, and checks that no span is missing, nor one added. */
    List<Trace> read(TraceReader reader, Predicate<TraceId> wanted) {
        return traces.parallelStream()
                .filter(trace -> wanted.test(trace.id()))
                .map(trace -> read(reader, trace))
                .toList();
    }

    private static Trace read(TraceReader reader, Trace written) {
        Trace stored = reader.trace(written.id()).orElseThrow();
        assertThat(stored.spans()).isSubsetOf(written.spans());
        assertThat(stored.spans())
                .containsAll(written.spans().stream()
                        .filter(span -> !span.isUnfinished())
                        .toList());
        return stored;
    }

    /** Returns a range in which about so many spans start. */
    Range range(int spans) {
        int first = random.nextInt(starts.length);
        int last = Math.min(starts.length - 1, first + spans);
        return new Range(starts[first], starts[last] + random.nextInt(2) + 1);
    }

    private long oneOf(long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
