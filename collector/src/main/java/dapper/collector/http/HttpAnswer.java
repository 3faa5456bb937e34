// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes short answers. */
final class HttpAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private HttpAnswer() {}

    static void text(Response response, Callback callback, int status, String text) {
        bytes(response, callback, status, "text/plain;charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an error that the server finds before a handler gets the request (RFC 9457). */
    static void problem(Response response, Callback callback, int status, String detail) throws IOException {
        problem(response, callback, status, detail, null);
    }

    /** @param parameter the one at fault, if one is */
    static void problem(Response response, Callback callback, int status, String detail, @Nullable String parameter)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", HttpStatus.getMessage(status));
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            if (parameter != null) {
                json.writeStringField("parameter", parameter);
            }
            json.writeEndObject();
        }
        bytes(response, callback, status, "application/problem+json", body.toByteArray());
    }

    static void bytes(Response response, Callback callback, int status, String contentType, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
