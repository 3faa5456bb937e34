// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

/** A body that violates OTLP; the message is one sentence for the developer of the sender. */
public final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message, Throwable cause) {
        super(message, cause);
    }

    MalformedRequestException(String message) {
        super(message);
    }
}
