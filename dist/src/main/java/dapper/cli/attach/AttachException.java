// SPDX-License-Identifier: Apache-2.0
package dapper.cli.attach;

/** An agent cannot be attached to a process; the message is for the user. */
public final class AttachException extends Exception {
    private static final long serialVersionUID = 1L;

    AttachException(String message) {
        super(message);
    }

    AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
