// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

/** Stored bytes are not what this version of Dapper writes. */
public final class CorruptDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptDataException(String message) {
        super(message);
    }

    public CorruptDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
