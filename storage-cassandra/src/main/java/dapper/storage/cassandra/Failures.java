// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import dapper.storage.StorageUnavailableException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates the driver's exceptions into those of the storage API. */
final class Failures {
    /** Server errors that the data causes; any other server error may be temporary. */
    private static final Pattern STUMBLES = Pattern.compile(
            "AssertionError|IllegalArgumentException|IndexOutOfBoundsException|BufferOverflowException");

    private static final Pattern MISSING = Pattern.compile("unconfigured table|does not exist|Unknown keyspace");

    private Failures() {}

    /** Returns the original failure, without the wrappers that futures add. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Driver failures become {@link StorageUnavailableException}; anything else is a bug of ours and stays as it is.
     */
    static Throwable translate(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof DriverException
                ? new StorageUnavailableException("Cassandra did not answer: " + describe(cause), cause)
                : cause;
    }

    /**
     * Returns whether Cassandra would refuse the same write each time: it breaks a rule of CQL or of the cluster's
     * guardrails, is too large, or makes every coordinator fail. A missing table is not the fault of the write.
     */
    static boolean isForGood(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof AllNodesFailedException all) {
            return !all.getAllErrors().isEmpty()
                    && all.getAllErrors().values().stream()
                            .flatMap(List::stream)
                            .allMatch(Failures::isForGood);
        }
        if (cause instanceof ServerError) {
            return STUMBLES.matcher(String.valueOf(cause.getMessage())).find();
        }
        return cause instanceof InvalidQueryException
                ? !MISSING.matcher(String.valueOf(cause.getMessage())).find()
                : cause instanceof FrameTooLongException || cause instanceof IllegalArgumentException;
    }

    static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (CompletionException | DriverException e) {
            Throwable translated = translate(e);
            throw translated instanceof RuntimeException runtime ? runtime : new IllegalStateException(translated);
        }
    }

    /** Returns a reason that helps a user: the first node's own failure, not the list of all of them. */
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
