// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;

/** {@code GET /api/v1/traces/{traceId}}: one trace, as the tree a page shows or as OTLP. */
final class TraceApi {
    private final TraceReader reader;

    TraceApi(TraceReader reader) {
        this.reader = reader;
    }

    TraceView tree(String traceId) {
        return TraceView.of(trace(traceId));
    }

    Trace trace(String traceId) {
        TraceId id = parse(traceId);
        return reader.trace(id)
                .orElseThrow(() -> ProblemException.notFound(
                        "No spans of trace " + id
                                + " are stored: it was not sampled, has not arrived yet, or is past its retention.",
                        "traceId"));
    }

    private static TraceId parse(String text) {
        try {
            TraceId id = TraceId.parse(text);
            if (id.isValid()) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw badId(text);
        }
        throw badId(text);
    }

    private static ProblemException badId(String text) {
        return ProblemException.badParameter(
                "traceId",
                "A trace id is 1 to 32 hexadecimal digits, not all of them zero; \"" + text + "\" is not one.");
    }
}
