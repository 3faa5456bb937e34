// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import dapper.storage.Extent;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.predicate.SpanMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link TraceReader} that keeps spans in memory and reads all of them for each answer. */
public final class InMemoryTraces implements TraceReader {
    private static final int PAGE = 1_000;
    /** Of a search that decides span by span. */
    private static final int SMALL_PAGE = 3;

    private static final long HEAP_BYTES_OF_A_SPAN = 1_500;

    private final Map<TraceId, List<Span>> traces = new ConcurrentHashMap<>();
    /** When a span was added, in nanoseconds since 1970. */
    private final Map<Span, Long> arrivals = Collections.synchronizedMap(new IdentityHashMap<>());

    private volatile boolean down;
    private volatile int mostNames = Integer.MAX_VALUE;
    private volatile String incompleteReason = "";

    /** Readers see all of these spans of a trace, or none. */
    public InMemoryTraces add(List<Span> spans) {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        spans.forEach(span -> arrivals.put(span, now));
        spans.stream()
                .collect(Collectors.groupingBy(Span::traceId))
                .forEach((id, more) -> traces.merge(
                        id,
                        more,
                        (some, added) ->
                                Stream.concat(some.stream(), added.stream()).toList()));
        return this;
    }

    /** As storage does when the trace has expired. */
    public void remove(TraceId id) {
        traces.remove(id);
    }

    public void goDown(boolean value) {
        down = value;
    }

    /** From now on searches are incomplete. */
    public void stopEarly(String reason) {
        incompleteReason = reason;
    }

    @Override
    public boolean spans(TraceId traceId, SpanPages pages) {
        answerOrFail();
        List<Span> spans = byStart(traces.getOrDefault(traceId, List.of()));
        for (int from = 0; from < spans.size(); from += PAGE) {
            List<Span> page = spans.subList(from, Math.min(spans.size(), from + PAGE));
            if (!pages.take(page, page.size() * HEAP_BYTES_OF_A_SPAN)) {
                return false;
            }
        }
        return true;
    }

    private static List<Span> byStart(List<Span> spans) {
        return spans.stream()
                .sorted(Comparator.comparingLong(Span::startUnixNanos))
                .toList();
    }

    @Override
    public NameList<String> services() {
        answerOrFail();
        return names(traces.values().stream()
                .flatMap(List::stream)
                .map(Span::serviceName)
                .distinct()
                .sorted());
    }

    @Override
    public NameList<Operation> operations(String service) {
        answerOrFail();
        return names(traces.values().stream()
                .flatMap(List::stream)
                .filter(span -> span.serviceName().equals(service))
                .map(span -> new Operation(span.name(), span.kind()))
                .distinct()
                .sorted(Comparator.comparing(Operation::name)
                        .thenComparingInt(operation -> operation.kind().number())));
    }

    @Override
    public NameList<Resource> resources(String service) {
        answerOrFail();
        return names(traces.values().stream()
                .flatMap(List::stream)
                .map(Span::resource)
                .filter(resource -> resource.serviceName().equals(service))
                .distinct());
    }

    /** Lists no more names than this from now on. */
    public void listAtMost(int names) {
        mostNames = names;
    }

    private <T> NameList<T> names(Stream<T> all) {
        List<T> names = all.toList();
        return new NameList<>(names.subList(0, Math.min(names.size(), mostNames)), names.size() <= mostNames);
    }

    @Override
    public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
        answerOrFail();
        int from = cursor(query);
        List<TraceSummary> found = traces.entrySet().stream()
                .filter(trace -> query.traceId() == null || query.traceId().equals(trace.getKey()))
                .filter(trace -> trace.getValue().stream().anyMatch(span -> matches(query, span)))
                .map(trace -> summary(trace.getKey(), byStart(trace.getValue())))
                .sorted(Comparator.comparingLong(TraceSummary::startUnixNanos)
                        .reversed()
                        .thenComparing(TraceSummary::traceId))
                .filter(trace -> filter == null || accepts(filter, trace.traceId()))
                .limit(from + query.limit() + 1L)
                .toList();
        int to = Math.min(found.size(), from + query.limit());
        String next = to < found.size() ? "at-" + to : null;
        String reason = incompleteReason;
        return new SearchPage(found.subList(Math.min(from, to), to), next, reason.isEmpty(), reason, found.size());
    }

    private boolean accepts(TraceFilter filter, TraceId id) {
        List<Span> spans = traces.getOrDefault(id, List.of());
        TraceFilter.SpanBySpan look = filter.spanBySpan(id);
        if (look == null) {
            return filter.accept(Trace.of(id, new ArrayList<>(filter.needed(spans))))
                    .isPresent();
        }
        int at = 0;
        while (at < spans.size() && look.add(List.copyOf(spans.subList(at, Math.min(spans.size(), at + SMALL_PAGE))))) {
            at += SMALL_PAGE;
        }
        return look.newest().isPresent();
    }

    private static int cursor(TraceQuery query) {
        if (query.cursor() == null) {
            return 0;
        }
        if (!query.cursor().matches("at-\\d{1,9}")) {
            throw new IllegalArgumentException("not a cursor of ours");
        }
        return Integer.parseInt(query.cursor().substring(3));
    }

    private boolean matches(TraceQuery query, Span span) {
        return arrivals.getOrDefault(span, 0L) >= query.arrivedUnixNanos()
                && span.startUnixNanos() >= query.startUnixNanos()
                && span.startUnixNanos() < query.endUnixNanos()
                && SpanMatcher.of(query.predicate()).matches(span);
    }

    private static TraceSummary summary(TraceId id, List<Span> spans) {
        Optional<Span> root =
                spans.stream().filter(span -> span.parentSpanId() == 0).findFirst();
        Span shown = root.orElse(spans.get(0));
        Extent extent = new Extent();
        spans.forEach(extent::add);
        Map<String, List<Span>> byService = spans.stream()
                .collect(Collectors.groupingBy(Span::serviceName, LinkedHashMap::new, Collectors.toList()));
        return new TraceSummary(
                id,
                shown.serviceName(),
                shown.name(),
                root.isEmpty(),
                extent.startUnixNanos(),
                extent.durationNanos(),
                spans.size(),
                errors(spans),
                byService.entrySet().stream()
                        .map(service -> new TraceSummary.ServiceCount(
                                service.getKey(), service.getValue().size(), errors(service.getValue())))
                        .sorted(Comparator.comparingInt(TraceSummary.ServiceCount::spanCount)
                                .reversed())
                        .toList());
    }

    private static int errors(List<Span> spans) {
        return (int) spans.stream().filter(span -> span.status().isError()).count();
    }

    private void answerOrFail() {
        if (down) {
            throw new StorageUnavailableException("no node answers", null);
        }
    }
}
