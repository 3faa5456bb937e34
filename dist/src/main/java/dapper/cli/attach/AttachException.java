// SPDX-License-Identifier: Apache-2.0
package dapper.cli.attach;

/** Why an agent cannot be brought into a process; one message for the person who asked. */
public final class AttachException extends Exception {
    private static final long serialVersionUID = 1L;

    AttachException(String message) {
        super(message);
    }

    AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
