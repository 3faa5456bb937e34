// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.util.Locale;

/** The reason why one span of a request is rejected; the others are accepted. */
enum Rejection {
    INVALID_TRACE_ID("with an invalid trace id (must be 16 bytes, not all zero)"),
    INVALID_SPAN_ID("with an invalid span id (must be 8 bytes, not all zero)"),
    INVALID_PARENT_SPAN_ID("with an invalid parent span id (must be empty or 8 bytes)"),
    MALFORMED("that are malformed");

    private final String description;

    Rejection(String description) {
        this.description = description;
    }

    /** Returns a phrase that follows "3 spans" in a sentence. */
    String description() {
        return description;
    }

    /** Returns the value of the label {@code reason} in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
