// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * An error in the form that clients get (RFC 9457, {@code application/problem+json}).
 *
 * @param detail one sentence: the error and the valid values
 * @param parameter the query or path parameter at fault, if one is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String parameter) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(HttpStatus status, String detail, @Nullable String parameter) {
        return new Problem("about:blank", status.getMessage(), status.getCode(), detail, parameter);
    }
}
