// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** The store could not be reached, was overloaded or timed out; the same call may succeed later. */
public final class StorageUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageUnavailableException(String message) {
        super(message);
    }

    public StorageUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
