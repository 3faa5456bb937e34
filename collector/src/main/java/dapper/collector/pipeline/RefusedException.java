// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A whole request cannot be taken; the message is one sentence for the person who runs the sender.
 *
 * <p>Without a stack trace: refusing must stay cheap when there is much to refuse.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String explanation;

    public RefusedException(Reason reason, String message) {
        this(reason, message, null);
    }

    public RefusedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
        this.explanation = message;
    }

    /** The message, never null. */
    public String explanation() {
        return explanation;
    }

    public Reason reason() {
        return reason;
    }

    /** Why, and whether the same request may succeed later. */
    public enum Reason {
        /** Not OTLP. */
        MALFORMED(Duration.ZERO),
        /** Larger than this collector would ever take. */
        TOO_LARGE(Duration.ZERO),
        /** Too much is in flight at this moment. */
        OVERLOADED(Duration.ofSeconds(1)),
        /** Storage does not confirm writes at this moment; part of the request may be stored. */
        STORAGE_UNAVAILABLE(Duration.ofSeconds(3)),
        /** The sender went away before it had sent everything. */
        CANCELLED(Duration.ZERO),
        /** It arrived too slowly. */
        TOO_SLOW(Duration.ZERO),
        /** A fault of ours. */
        INTERNAL(Duration.ZERO);

        private final Duration retryAfter;

        Reason(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }

        public boolean retryable() {
            return !retryAfter.isZero();
        }

        /** How long to wait before the next attempt, in whole seconds; zero if not {@link #retryable}. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
