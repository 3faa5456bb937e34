// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import dapper.storage.StorageUnavailableException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what the driver throws into what callers of the storage know. */
final class Failures {
    private Failures() {}

    /** What went wrong, without the wrapping that passing through futures adds. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Driver failures become {@link StorageUnavailableException}; anything else is a mistake of ours and stays. */
    static Throwable translate(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof DriverException
                ? new StorageUnavailableException("Cassandra did not take part: " + describe(cause), cause)
                : cause;
    }

    static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (CompletionException | DriverException e) {
            Throwable translated = translate(e);
            throw translated instanceof RuntimeException runtime ? runtime : new IllegalStateException(translated);
        }
    }

    /** The reason a person can use: the first node's own failure, not the list of all of them. */
    static String describe(Throwable failure) {
        @Nullable Throwable reason = failure;
        if (failure instanceof AllNodesFailedException all
                && !all.getAllErrors().isEmpty()) {
            reason = all.getAllErrors().values().iterator().next().get(0);
        }
        Throwable deepest = reason;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof ClosedChannelException) {
            return "the connection was refused or closed";
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
