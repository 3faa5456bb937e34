// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

/** The embedded node did not start; the message describes the fault and what to do. */
public final class EmbeddedCassandraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedCassandraException(String message) {
        super(message);
    }

    public EmbeddedCassandraException(String message, Throwable cause) {
        super(message, cause);
    }
}
