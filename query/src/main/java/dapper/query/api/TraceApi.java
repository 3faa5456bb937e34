// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.TraceTree;
import dapper.query.analysis.insight.InsightLimits;
import dapper.query.traceql.eval.CompiledQuery;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /api/v1/traces/{traceId}}: one trace, as the tree for the viewer, as OTLP, or the spans of a query. */
final class TraceApi {
    /** The query parameter that chooses between the times as sent and the corrected ones. */
    static final String CLOCKS = "clocks";

    private static final String PARAMETER = "traceId";

    private final TraceReader reader;
    private final InsightLimits limits;

    TraceApi(TraceReader reader, InsightLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    TraceView tree(String traceId, Parameters given, AnswerMemory.Share share) {
        boolean corrected = isCorrected(given);
        TraceReading reading = read(traceId, share);
        TraceView view = new TraceViewBuilder(
                        ChosenTimes.of(reading.trace(), corrected, share),
                        reading.isDetailed(),
                        reading.incompleteReason(),
                        limits)
                .build();
        share.hasRead();
        return view;
    }

    /** {@code POST /api/v1/traces/view}: the same for a trace in a file. */
    static TraceView file(Exchange exchange, InsightLimits limits) throws IOException {
        boolean corrected = isCorrected(exchange.parameters());
        TraceFile file = TraceFile.read(exchange);
        ChosenTimes times = ChosenTimes.of(file.trace(), corrected, exchange.share());
        TraceView view = new TraceViewBuilder(times, true, file.incompleteReason(), limits).build();
        exchange.share().hasRead();
        return view;
    }

    /** Runs the query of a request on the spans of one trace. */
    MatchesView matches(String traceId, Parameters given, AnswerMemory.Share share) {
        CompiledQuery query = query(given);
        boolean corrected = isCorrected(given);
        TraceReading reading = read(traceId, share);
        MatchesView view = matches(query, reading.trace(), corrected, reading.incompleteReason(), share);
        share.hasRead();
        return view;
    }

    /** {@code POST /api/v1/traces/view/matches}: the same for a trace in a file. */
    static MatchesView matchesInFile(Exchange exchange) throws IOException {
        CompiledQuery query = query(exchange.parameters());
        boolean corrected = isCorrected(exchange.parameters());
        TraceFile file = TraceFile.read(exchange);
        MatchesView view = matches(query, file.trace(), corrected, file.incompleteReason(), exchange.share());
        exchange.share().hasRead();
        return view;
    }

    /** The differences between clocks are computed only where times are to be corrected. */
    private static MatchesView matches(
            CompiledQuery query, Trace sent, boolean corrected, String incompleteReason, AnswerMemory.Share share) {
        if (!corrected) {
            return MatchesView.of(query, sent, TraceTree.of(sent), incompleteReason);
        }
        ChosenTimes times = ChosenTimes.of(sent, true, share);
        return MatchesView.of(query, times.trace(), times.tree(), times.with(incompleteReason));
    }

    private static boolean isCorrected(Parameters given) {
        String text = given.text(CLOCKS);
        if (text == null || text.equals("sent")) {
            return false;
        }
        if (text.equals("corrected")) {
            return true;
        }
        throw ProblemException.badParameter(CLOCKS, "clocks must be sent or corrected, not \"" + text + "\".");
    }

    private static CompiledQuery query(Parameters given) {
        String text = given.text(TraceQlSearch.PARAMETER);
        if (text == null) {
            throw ProblemException.badParameter(
                    TraceQlSearch.PARAMETER, "Give a query in TraceQL as q, such as { status = error }.");
        }
        return TraceQlSearch.compiled(TraceQlSearch.parse(text));
    }

    private TraceReading read(String traceId, AnswerMemory.Share share) {
        TraceId id = parse(PARAMETER, traceId);
        TraceReading reading = new TraceReading(id, share, true);
        reader.spans(id, reading);
        if (reading.isEmpty()) {
            throw notFound(PARAMETER, id);
        }
        return reading;
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
