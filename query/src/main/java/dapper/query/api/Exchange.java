// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.ServiceCalls;
import dapper.storage.Tenant;
import dapper.storage.TraceReader;
import dapper.storage.calls.CallReader;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** One request with its checked parameters, and the ways to answer it. */
record Exchange(
        Context context,
        Tenant tenant,
        Readers readers,
        Parameters parameters,
        AnswerMemory.Share share,
        Semaphore turns) {
    private static final String BEGUN = "dapper.answer-begun";

    TraceReader reader() {
        return readers.traces();
    }

    CallReader calls() {
        return readers.calls();
    }

    ServiceCalls callsOrEstimates() {
        return new ServiceCalls(readers.calls(), readers.traces());
    }

    String path(String name) {
        return context.pathParam(name);
    }

    void json(Object view) throws IOException {
        PacedStream out = begin();
        try {
            Json.WRITER.writeValue(out, view);
        } finally {
            out.rest();
        }
    }

    /** Begins a JSON answer that a browser saves as a file. */
    PacedStream download(String fileName) {
        context.header("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        return begin();
    }

    private PacedStream begin() {
        context.contentType(Json.MEDIA_TYPE);
        context.attribute(BEGUN, true);
        return new PacedStream(context.outputStream(), turns);
    }

    /** Returns whether part of the answer may already have been sent. */
    static boolean hasBegun(Context context) {
        return context.res().isCommitted() || context.attribute(BEGUN) != null;
    }

    void text(String mediaType, String text) {
        context.contentType(mediaType).result(text);
    }

    void document(byte[] json) {
        context.contentType(Json.MEDIA_TYPE).result(json);
    }
}
