// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.insight.InsightLimits;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /api/v1/traces/{traceId}}: one trace, as the tree for the viewer or as OTLP. */
final class TraceApi {
    private static final String PARAMETER = "traceId";

    private final TraceReader reader;
    private final InsightLimits limits;

    TraceApi(TraceReader reader, InsightLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    TraceView tree(String traceId, AnswerMemory.Share share) {
        TraceId id = parse(PARAMETER, traceId);
        TraceReading reading = new TraceReading(id, share, true);
        reader.spans(id, reading);
        if (reading.isEmpty()) {
            throw notFound(PARAMETER, id);
        }
        TraceView view = new TraceViewBuilder(reading.trace(), reading.isWhole(), reading.isDetailed(), limits).build();
        share.hasRead();
        return view;
    }

    /** Writes page by page, so that it takes the memory of one page regardless of the size of the trace. */
    void otlp(Exchange exchange) throws IOException {
        TraceId id = parse(PARAMETER, exchange.path(PARAMETER));
        try (OtlpPages pages = new OtlpPages(() -> exchange.download("trace-" + id + ".json"))) {
            reader.spans(id, pages);
            if (!pages.finish()) {
                throw notFound(PARAMETER, id);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** @param parameter the name of the path parameter with the id */
    static ProblemException notFound(String parameter, TraceId id) {
        return ProblemException.notFound(
                "No spans of trace " + id
                        + " are stored: it was not sampled, has not arrived yet, or is past its retention.",
                parameter);
    }

    /**
     * @param parameter the name of the path parameter with the id
     * @throws ProblemException if the text is no trace id
     */
    static TraceId parse(String parameter, String text) {
        try {
            TraceId id = TraceId.parse(text);
            if (id.isValid()) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw badId(parameter, text);
        }
        throw badId(parameter, text);
    }

    private static ProblemException badId(String parameter, String text) {
        return ProblemException.badParameter(
                parameter,
                "A trace id is 1 to 32 hexadecimal digits, not all of them zero; \"" + text + "\" is not one.");
    }
}
