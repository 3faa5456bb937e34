// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.otlp.decode.JsonTranscoder;
import dapper.otlp.decode.LimitTally;
import dapper.otlp.decode.MalformedRequestException;
import dapper.otlp.decode.OtlpDecoder;
import dapper.otlp.decode.SpanLimits;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace that a person has opened as a file: OTLP as JSON in the body of a request. It is read within the memory of one
 * answer and with the limits of the collector, and never stored.
 *
 * @param incompleteReason a sentence on the spans that could not be read; empty if all could be
 */
record TraceFile(Trace trace, String incompleteReason) {
    private static final int STEP_BYTES = 1 << 20;
    /** Heap for a byte of the file: the text, its copy in protobuf, and the spans with everything computed from them. */
    private static final int HEAP_BYTES = 5;

    private static final int MOST_NAMED = 3;

    /** @throws ProblemException for a body that is too large, no OTLP, or not of exactly one trace */
    static TraceFile read(Exchange exchange) throws IOException {
        byte[] json = body(exchange.bodyStream(), exchange.share());
        LimitTally tally = new LimitTally();
        Map<TraceId, List<Span>> traces = new LinkedHashMap<>();
        try {
            byte[] request = JsonTranscoder.ofTraces().toProtobuf(json, tally::fault);
            new OtlpDecoder(SpanLimits.DEFAULT).decode(request, tally, (span, parentIdReadable) -> add(span, traces));
        } catch (MalformedRequestException e) {
            throw ProblemException.badBody("The file cannot be read: " + e.getMessage() + ".");
        }
        Map.Entry<TraceId, List<Span>> only = onlyOne(traces);
        return new TraceFile(Trace.of(only.getKey(), only.getValue()), left(tally));
    }

    private static void add(Span span, Map<TraceId, List<Span>> traces) {
        if (span.traceId().isValid() && span.spanId() != 0) {
            traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
        }
    }

    private static Map.Entry<TraceId, List<Span>> onlyOne(Map<TraceId, List<Span>> traces) {
        if (traces.isEmpty()) {
            throw ProblemException.badBody("The file has no span with a trace id and a span id.");
        }
        if (traces.size() > 1) {
            List<String> some = traces.keySet().stream()
                    .limit(MOST_NAMED)
                    .map(TraceId::toString)
                    .toList();
            throw ProblemException.badBody("The file has spans of " + traces.size() + " traces ("
                    + String.join(", ", some) + (traces.size() > MOST_NAMED ? ", ..." : "")
                    + "): open a file with the spans of one.");
        }
        return traces.entrySet().iterator().next();
    }

    private static String left(LimitTally tally) {
        int malformed = tally.malformedSpans();
        if (malformed == 0) {
            return "";
        }
        return (malformed == 1 ? "1 span of the file is" : malformed + " spans of the file are")
                + " malformed and left out: " + tally.summary() + ".";
    }

    private static byte[] body(InputStream in, AnswerMemory.Share share) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] step = in.readNBytes(STEP_BYTES); step.length > 0; step = in.readNBytes(STEP_BYTES)) {
            switch (share.claim((long) step.length * HEAP_BYTES)) {
                case GRANTED -> all.write(step);
                case REFUSED ->
                    throw ProblemException.overloaded("Other answers take the memory for queries: try again shortly.");
                case TOO_LARGE -> {
                    // A browser reads the answer only after it has sent everything.
                    in.transferTo(OutputStream.nullOutputStream());
                    throw ProblemException.tooLarge("The file is too large for the memory of one answer"
                            + " (dapper.query.memory-percent of the heap), which has room for "
                            + all.size() / STEP_BYTES + " MB of it: open a smaller one.");
                }
            }
        }
        return all.toByteArray();
    }
}
