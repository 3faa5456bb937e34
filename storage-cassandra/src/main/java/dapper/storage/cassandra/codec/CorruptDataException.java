// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

/** Stored bytes are not what this version of Dapper writes. */
final class CorruptDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptDataException(String message) {
        super(message);
    }

    CorruptDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
