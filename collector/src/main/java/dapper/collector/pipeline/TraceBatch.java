// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the spans of one request: the kept ones by trace, the others as numbers. Used by one thread. */
final class TraceBatch {
    /** What a span and a trace take in memory beside the bytes they came from; measured generously. */
    private static final long SPAN_BYTES = 512;

    private static final long TRACE_BYTES = 1024;

    private final Admission.Ticket ticket;
    private final Map<TraceId, List<Span>> traces = new LinkedHashMap<>();
    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);
    private int kept;
    private int sampledOut;
    private String sender = "";

    TraceBatch(Admission.Ticket ticket) {
        this.ticket = ticket;
    }

    /** @throws RefusedException if the request needs more memory than there is */
    void keep(Span span) {
        List<Span> trace = traces.get(span.traceId());
        ticket.take(trace == null ? SPAN_BYTES + TRACE_BYTES : SPAN_BYTES);
        if (trace == null) {
            trace = new ArrayList<>();
            traces.put(span.traceId(), trace);
        }
        trace.add(span);
        kept++;
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

    void reject(Rejection reason) {
        rejected.merge(reason, 1, Integer::sum);
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
