// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

/** A query is valid TraceQL but has a part that this search does not evaluate; the message names it. */
public final class UnsupportedQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message a part of a sentence that begins with "In this query," */
    public UnsupportedQueryException(String message) {
        super(message);
    }
}
