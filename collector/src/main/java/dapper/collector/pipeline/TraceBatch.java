// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.otlp.LimitTally;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the spans of one request: the kept ones by trace, the others as numbers. Used by one thread. */
final class TraceBatch {
    /** A trace in the map, its list, and what waits for its write. */
    private static final long TRACE_BYTES = 1024;

    private static final int INITIAL_SPANS = 4;

    private final Admission.Ticket ticket;
    private final Map<TraceId, List<Span>> traces = new LinkedHashMap<>();
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private final LimitTally tally;
    private final int requestBytes;
    private @Nullable Resource lastResource;
    private @Nullable InstrumentationScope lastScope;
    private long weight;
    private long taken;
    private int kept;
    private int sampledOut;
    private String sender = "";

    /**
     * @param ticket holds the bytes of the request already
     * @param requestBytes most of what one span can take while it is decoded, so that much is taken in advance
     * @param tally of what the spans lost before they came here
     */
    TraceBatch(Admission.Ticket ticket, int requestBytes, LimitTally tally) {
        this.ticket = ticket;
        this.tally = tally;
        this.requestBytes = requestBytes;
        ticket.take(requestBytes);
        this.taken = requestBytes;
    }

    /** @throws RefusedException if the request needs more memory than there is */
    void keep(Span span) {
        List<Span> trace = traces.get(span.traceId());
        weight += SpanWeight.of(span) + (trace == null ? TRACE_BYTES : 0) + origin(span);
        if (weight > taken) {
            ticket.take(weight - taken);
            taken = weight;
        }
        if (trace == null) {
            trace = new ArrayList<>(INITIAL_SPANS);
            traces.put(span.traceId(), trace);
        }
        trace.add(span);
        kept++;
    }

    /** Resources and scopes are shared by spans that follow each other. */
    private long origin(Span span) {
        long more = 0;
        if (span.resource() != lastResource) {
            lastResource = span.resource();
            more += SpanWeight.of(span.resource());
        }
        if (span.scope() != lastScope) {
            lastScope = span.scope();
            more += SpanWeight.of(span.scope());
        }
        return more;
    }

    /** The bytes of the request are no longer needed. */
    void decoded() {
        ticket.giveBack(requestBytes + taken - weight);
        taken = weight;
        lastResource = null;
        lastScope = null;
    }

    void sentBy(String service) {
        sender = service;
    }

    /** The service of the first kept span; empty if there is none. */
    String sender() {
        return sender;
    }

    void sampleOut() {
        sampledOut++;
    }

    void reject(Rejection reason, int spans) {
        if (spans > 0) {
            rejected.merge(reason, spans, Integer::sum);
        }
    }

    /** What the spans of the request lost on their way here. */
    LimitTally tally() {
        return tally;
    }

    Map<TraceId, List<Span>> traces() {
        return traces;
    }

    Admission.Ticket ticket() {
        return ticket;
    }

    int kept() {
        return kept;
    }

    int sampledOut() {
        return sampledOut;
    }

    /** Only reasons that occurred, in their order. */
    Map<Rejection, Integer> rejected() {
        return rejected;
    }

    int rejectedSpans() {
        return rejected.values().stream().mapToInt(Integer::intValue).sum();
    }

    int received() {
        return kept + sampledOut + rejectedSpans();
    }
}
