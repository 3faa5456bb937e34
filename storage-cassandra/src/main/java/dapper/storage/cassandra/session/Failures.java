// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import dapper.storage.StorageUnavailableException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Translates the driver's exceptions into those of the storage API. */
public final class Failures {
    /** Server errors that the data causes; any other server error may be temporary. */
    private static final Pattern STUMBLES = Pattern.compile(
            "AssertionError|IllegalArgumentException|IndexOutOfBoundsException|BufferOverflowException");

    /**
     * Invalid queries that are no fault of the write: a table that is missing, and guardrails that refuse every write,
     * for instance while a disk is full.
     */
    private static final Pattern STATE_OF_THE_CLUSTER =
            Pattern.compile("unconfigured table|does not exist|Unknown keyspace|disk usage|consistency levels");

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
     * The same for a write. A remote node with a full disk looks healthy, and only the errors of its writes show it: they
     * must not read like a lost connection.
     */
    public static Throwable writing(Throwable failure) {
        Throwable cause = cause(failure);
        return reason(cause) instanceof CoordinatorException
                ? new StorageUnavailableException(
                        "Cassandra refuses writes: " + describe(cause) + "; " + remedy(reason(cause)), cause)
                : translate(cause);
    }

    private static String remedy(Throwable reason) {
        if (reason instanceof UnauthorizedException) {
            return "grant MODIFY on the keyspace to the user of dapper.cassandra.username";
        }
        return String.valueOf(reason.getMessage()).contains("disk usage")
                ? "free some space on the disks of its nodes, or add nodes"
                : "the logs of its nodes name the cause, such as a full disk";
    }

    /**
     * True if Cassandra would refuse the same write each time: it breaks a rule of CQL or of the cluster's guardrails, is
     * too large, or makes every coordinator stumble. The state of the cluster is no fault of the write.
     */
    public static boolean isForGood(Throwable failure) {
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
                ? !STATE_OF_THE_CLUSTER
                        .matcher(String.valueOf(cause.getMessage()))
                        .find()
                : cause instanceof FrameTooLongException || cause instanceof IllegalArgumentException;
    }

    /** Returns whether a node refused the user, or requires one. The driver reports that for each node. */
    static boolean isRefusedUser(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return true;
        }
        if (failure instanceof AllNodesFailedException all) {
            return all.getAllErrors().values().stream().flatMap(List::stream).anyMatch(Failures::isRefusedUser);
        }
        return failure.getCause() != null && isRefusedUser(failure.getCause());
    }

    public static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (CompletionException | DriverException e) {
            Throwable translated = translate(e);
            throw translated instanceof RuntimeException runtime ? runtime : new IllegalStateException(translated);
        }
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof AllNodesFailedException all
                        && !all.getAllErrors().isEmpty()
                ? all.getAllErrors().values().iterator().next().get(0)
                : failure;
    }

    /** The reason a person can use: the first node's own failure, not the list of all of them. */
    public static String describe(Throwable failure) {
        Throwable deepest = reason(failure);
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof ClosedChannelException) {
            return "the connection was refused or closed";
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }
}
