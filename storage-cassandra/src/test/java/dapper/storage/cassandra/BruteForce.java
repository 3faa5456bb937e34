// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import dapper.storage.TraceSummary.ServiceCount;
import dapper.storage.predicate.NaivePredicate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A search that reads everything, written from the Javadoc of {@link TraceQuery} alone. */
final class BruteForce {
    private record Match(long newest, TraceSummary summary) {}

    private BruteForce() {}

    /** Returns all traces that match, in the order of their newest matching span; the limit is ignored. */
    static List<TraceSummary> search(Map<TraceId, List<Span>> traces, TraceQuery query) {
        return traces.values().stream()
                .flatMap(spans -> match(spans, query).stream())
                .sorted(Comparator.comparingLong(Match::newest)
                        .reversed()
                        .thenComparing(match -> match.summary().traceId()))
                .map(Match::summary)
                .toList();
    }

    private static Optional<Match> match(List<Span> spans, TraceQuery query) {
        OptionalLong newest = newest(spans, query);
        return newest.isPresent() ? Optional.of(new Match(newest.getAsLong(), summary(spans))) : Optional.empty();
    }

    /** Returns the start of the newest span that matches. */
    static OptionalLong newest(List<Span> spans, TraceQuery query) {
        return spans.stream()
                .filter(span -> matches(span, query))
                .mapToLong(Span::startUnixNanos)
                .max();
    }

    private static boolean matches(Span span, TraceQuery query) {
        return query.startUnixNanos() <= span.startUnixNanos()
                && query.endUnixNanos() > span.startUnixNanos()
                && NaivePredicate.holds(query.predicate(), span);
    }

    static TraceSummary summary(List<Span> spans) {
        List<Span> byStart = spans.stream()
                .sorted(Comparator.comparingLong(Span::startUnixNanos).thenComparingLong(Span::spanId))
                .toList();
        Optional<Span> root =
                byStart.stream().filter(span -> span.parentSpanId() == 0).findFirst();
        Span top = root.orElse(byStart.get(0));
        List<Span> plausible = byStart.stream()
                .filter(span -> plausible(span.startUnixNanos()))
                .toList();
        List<Span> timed = plausible.isEmpty() ? byStart : plausible;
        long end = timed.stream()
                .mapToLong(span -> (plausible.isEmpty() || plausible(span.endUnixNanos()))
                                && Long.compareUnsigned(span.endUnixNanos(), span.startUnixNanos()) > 0
                        ? span.endUnixNanos()
                        : span.startUnixNanos())
                .max()
                .orElseThrow();
        Map<String, ServiceCount> services = spans.stream()
                .collect(groupingBy(
                        Span::serviceName,
                        collectingAndThen(
                                toList(), own -> new ServiceCount(own.get(0).serviceName(), own.size(), errors(own)))));
        return new TraceSummary(
                top.traceId(),
                top.serviceName(),
                top.name(),
                root.isEmpty(),
                timed.get(0).startUnixNanos(),
                end - timed.get(0).startUnixNanos(),
                spans.size(),
                errors(spans),
                services.values().stream()
                        .sorted(Comparator.comparingInt((ServiceCount count) -> -count.spanCount())
                                .thenComparing(ServiceCount::service))
                        .toList());
    }

    /** The years 2000 to 2099. */
    private static boolean plausible(long unixNanos) {
        return unixNanos >= 946_684_800_000_000_000L && unixNanos < 4_102_444_800_000_000_000L;
    }

    private static int errors(List<Span> spans) {
        return (int) spans.stream().filter(span -> span.status().isError()).count();
    }
}
