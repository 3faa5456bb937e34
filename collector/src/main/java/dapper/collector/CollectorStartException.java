// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import org.jspecify.annotations.Nullable;

/** The collector cannot start; the message is one sentence for the user who starts it. */
public final class CollectorStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CollectorStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
