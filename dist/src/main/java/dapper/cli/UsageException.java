// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

/** The command line asks for something that does not exist; the message is one sentence for the user. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
