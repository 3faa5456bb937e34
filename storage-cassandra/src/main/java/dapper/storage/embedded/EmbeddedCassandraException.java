// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

/** The embedded node did not start; the message tells the user what is wrong and what to do. */
public final class EmbeddedCassandraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedCassandraException(String message) {
        super(message);
    }

    public EmbeddedCassandraException(String message, Throwable cause) {
        super(message, cause);
    }
}
