// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMessage;
import org.jspecify.annotations.Nullable;

/** Reads the headers of requests and responses. Those of a body, its type and length, are not among them. */
final class MessageHeaders {
    private MessageHeaders() {}

    static @Nullable String first(HttpMessage message, String name) {
        for (HttpHeader header : message.getHeaders()) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    static @Nullable String joined(HttpMessage message, String name) {
        String joined = null;
        for (HttpHeader header : message.getHeaders()) {
            if (header.name().equalsIgnoreCase(name)) {
                joined = joined == null ? header.value() : joined + ',' + header.value();
            }
        }
        return joined;
    }
}
