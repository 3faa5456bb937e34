// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.Trace;
import io.javalin.http.Context;
import java.io.IOException;

/** One request with its checked parameters, and the ways to answer it. */
record Exchange(Context context, Parameters parameters) {

    String path(String name) {
        return context.pathParam(name);
    }

    void json(Object view) throws IOException {
        context.contentType(Json.MEDIA_TYPE);
        Json.WRITER.writeValue(context.outputStream(), view);
    }

    void otlp(Trace trace) throws IOException {
        context.contentType(Json.MEDIA_TYPE);
        context.header("Content-Disposition", "attachment; filename=\"trace-" + trace.id() + ".json\"");
        OtlpJson.write(trace, context.outputStream());
    }

    void document(byte[] json) {
        context.contentType(Json.MEDIA_TYPE).result(json);
    }
}
