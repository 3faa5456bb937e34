// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A whole request cannot be accepted; the message is one sentence for the operator of the sender.
 *
 * <p>It has no stack trace: refusing must stay cheap when many requests are refused.
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

    /** Returns the message, never null. */
    public String explanation() {
        return explanation;
    }

    public Reason reason() {
        return reason;
    }

    /** The reason, and whether the same request may succeed later. */
    public enum Reason {
        /** Not OTLP. */
        MALFORMED(Duration.ZERO),
        /** Larger than this collector ever accepts. */
        TOO_LARGE(Duration.ZERO),
        /** Too many bytes are in flight at this moment. */
        OVERLOADED(Duration.ofSeconds(1)),
        /** Storage does not confirm writes at this moment; part of the request may be stored. */
        STORAGE_UNAVAILABLE(Duration.ofSeconds(3)),
        /** The sender disconnected before it had sent everything. */
        CANCELLED(Duration.ZERO),
        /** It arrived too slowly. */
        TOO_SLOW(Duration.ZERO),
        /** A fault of the collector. */
        INTERNAL(Duration.ZERO);

        private final Duration retryAfter;

        Reason(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }

        public boolean retryable() {
            return !retryAfter.isZero();
        }

        /** Returns the wait before the next attempt, in whole seconds; zero if not {@link #retryable}. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
