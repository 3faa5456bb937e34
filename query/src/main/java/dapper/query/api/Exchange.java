// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.ServiceCalls;
import dapper.server.auth.Caller;
import dapper.storage.Tenant;
import dapper.storage.TraceReader;
import dapper.storage.alerts.AlertStore;
import dapper.storage.calls.CallReader;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request with its checked parameters, and the ways to answer it. */
record Exchange(
        Context context,
        Caller caller,
        Readers readers,
        Parameters parameters,
        AnswerMemory.Share share,
        Semaphore turns) {
    private static final Pattern JSON_TYPE = Pattern.compile("application/json *(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final String BEGUN = "dapper.answer-begun";
    private static final String AFTERWARDS = "dapper.afterwards";

    /** The part of an answer that holds no place and no memory. */
    @FunctionalInterface
    interface Afterwards {
        void run() throws Exception;
    }

    Tenant tenant() {
        return caller.tenant();
    }

    TraceReader reader() {
        return readers.traces();
    }

    CallReader calls() {
        return readers.calls();
    }

    AlertStore alerts() {
        return readers.alerts();
    }

    ServiceCalls callsOrEstimates() {
        return new ServiceCalls(readers.calls(), readers.traces());
    }

    String path(String name) {
        return context.pathParam(name);
    }

    /** Returns a header of the request; null if it has none. */
    @Nullable
    String header(String name) {
        return context.header(name);
    }

    /**
     * Returns the body of a request. A form of another site cannot send this type.
     *
     * @throws ProblemException for another type than JSON
     */
    byte[] body() {
        requireJson();
        return context.bodyAsBytes();
    }

    /** Returns the body of a request that may be larger than usual ones; the caller limits what it reads. */
    InputStream bodyStream() {
        requireJson();
        return context.bodyInputStream();
    }

    private void requireJson() {
        String type = context.contentType();
        if (type == null || !JSON_TYPE.matcher(type).matches()) {
            throw ProblemException.unsupportedBody("Send the body as " + Json.MEDIA_TYPE + ".");
        }
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

    /** Runs this on the thread of the request, when it holds neither its place nor its memory. */
    void afterwards(Afterwards rest) {
        context.attribute(AFTERWARDS, rest);
    }

    static void runAfterwards(Context context) throws Exception {
        Afterwards rest = context.attribute(AFTERWARDS);
        if (rest != null) {
            rest.run();
        }
    }

    void text(String mediaType, String text) {
        context.contentType(mediaType).result(text);
    }

    void document(byte[] json) {
        context.contentType(Json.MEDIA_TYPE).result(json);
    }
}
