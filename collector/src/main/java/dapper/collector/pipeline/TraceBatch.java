// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.otlp.decode.LimitTally;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of one request: the kept ones by trace, the others as counts. Used by one thread. */
final class TraceBatch {
    /** A trace in the map, its list, and the objects of its pending write. */
    private static final long TRACE_BYTES = 1024;

    private static final int INITIAL_SPANS = 4;

    private final SpanWriter writer;
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
     * @param writer of the tenant who owns the spans
     * @param ticket already holds the bytes of the request
     * @param requestBytes upper bound of the memory of one span while it is decoded, reserved in advance
     * @param tally losses of the spans during decoding
     */
    TraceBatch(SpanWriter writer, Admission.Ticket ticket, int requestBytes, LimitTally tally) {
        this.writer = writer;
        this.ticket = ticket;
        this.tally = tally;
        this.requestBytes = requestBytes;
        ticket.take(requestBytes);
        this.taken = requestBytes;
    }

    /** @throws RefusedException if the request needs more memory than is available */
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

    /** Consecutive spans share resources and scopes. Each object counts once: an equal copy takes its own memory. */
    @SuppressWarnings("ReferenceEquality")
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

    /** Called when the bytes of the request are no longer needed. */
    void decoded() {
        ticket.giveBack(requestBytes + taken - weight);
        taken = weight;
        lastResource = null;
        lastScope = null;
    }

    SpanWriter writer() {
        return writer;
    }

    void sentBy(String service) {
        sender = service;
    }

    /** Returns the service of the first kept span; empty if there is none. */
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

    /** Returns the losses of the request's spans during decoding. */
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

    /** Returns only the reasons that occurred, in their order. */
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
