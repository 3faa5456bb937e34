// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import org.jspecify.annotations.Nullable;

/** A server cannot start; the message is one sentence for the user. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
