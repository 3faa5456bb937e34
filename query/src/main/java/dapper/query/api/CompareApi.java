// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;

/** {@code GET /api/v1/traces/{traceId}/compare/{otherId}}: two traces side by side. */
final class CompareApi {
    private final TraceReader reader;

    CompareApi(TraceReader reader) {
        this.reader = reader;
    }

    /** @param share the memory for both traces */
    CompareView compare(String traceId, String otherId, AnswerMemory.Share share) {
        TraceId idA = TraceApi.parse("traceId", traceId);
        TraceId idB = TraceApi.parse("otherId", otherId);
        CompareView view = CompareView.of(read("traceId", idA, share), read("otherId", idB, share));
        share.hasRead();
        return view;
    }

    private Trace read(String parameter, TraceId id, AnswerMemory.Share share) {
        return read(reader, parameter, id, share);
    }

    /** Reads a whole trace without the details of its spans. */
    static Trace read(TraceReader reader, String parameter, TraceId id, AnswerMemory.Share share) {
        TraceReading reading = new TraceReading(id, share, false);
        reader.spans(id, reading);
        if (!reading.isWhole()) {
            // Spans that were not read would look like spans that are only in the other trace.
            throw ProblemException.badParameter(
                    parameter,
                    "What is compared is too large for the memory of one answer (dapper.query.memory-percent of the"
                            + " heap): compare smaller traces.");
        }
        if (reading.isEmpty()) {
            throw TraceApi.notFound(parameter, id);
        }
        return reading.trace();
    }
}
