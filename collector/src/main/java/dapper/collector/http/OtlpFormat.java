// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import dapper.collector.pipeline.Body;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The format of a request's body, taken from its headers. */
record OtlpFormat(Body.Encoding encoding, boolean gzip) {
    static final String PROTOBUF = "application/x-protobuf";
    static final String JSON = "application/json";

    static String contentType(Body.Encoding encoding) {
        return switch (encoding) {
            case PROTOBUF -> PROTOBUF;
            case JSON -> JSON;
        };
    }

    /** Returns the encoding that a Content-Type names, or null if it is none of OTLP's. */
    static Body.@Nullable Encoding encoding(@Nullable String contentType) {
        return switch (withoutParameters(contentType)) {
            case PROTOBUF -> Body.Encoding.PROTOBUF;
            case JSON -> Body.Encoding.JSON;
            default -> null;
        };
    }

    /** Returns true for gzip, false for none, null for an unsupported encoding. */
    static @Nullable Boolean gzip(@Nullable String contentEncoding) {
        return switch (withoutParameters(contentEncoding)) {
            case "", "identity" -> Boolean.FALSE;
            case "gzip", "x-gzip" -> Boolean.TRUE;
            default -> null;
        };
    }

    private static String withoutParameters(@Nullable String header) {
        if (header == null) {
            return "";
        }
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
