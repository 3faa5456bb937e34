// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An error in the form that clients get (RFC 9457, {@code application/problem+json}).
 *
 * @param detail one sentence: the error and the valid values
 * @param parameter the query or path parameter at fault, if one is
 * @param syntax the place in the text of that parameter, if it is in a language
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String parameter,
        @Nullable Syntax syntax) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectWriter JSON = new JsonMapper().writer();

    /**
     * An error in a text that has a grammar.
     *
     * @param line from 1
     * @param column in characters (code points) from 1
     * @param suggestion one sentence; null without one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Syntax(
            int line,
            int column,
            String expected,
            String found,
            @Nullable String suggestion) {}

    public static Problem of(int status, String detail) {
        return of(status, detail, null);
    }

    public static Problem of(int status, String detail, @Nullable String parameter) {
        return new Problem("about:blank", HttpStatus.getMessage(status), status, detail, parameter, null);
    }

    /** Returns this problem with the place of the error. */
    public Problem with(Syntax place) {
        return new Problem(type, title, status, detail, parameter, place);
    }

    public byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers is always JSON", e);
        }
    }

    /** Ends a request with this problem. */
    public void send(Response response, Callback callback) {
        byte[] body = json();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
