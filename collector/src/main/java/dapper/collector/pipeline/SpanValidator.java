// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a decoded span can be stored. Safe for use by many threads.
 *
 * <p>Refused is what would harm others: a span that has no place in any trace, or a time that would stretch every
 * search and every picture it is part of. What is merely incomplete is taken: a missing name, a missing service.
 */
final class SpanValidator {
    /** Senders without a battery-backed clock start in 1970; nobody traced Java applications in 1999. */
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    private static final long FUTURE = Duration.ofDays(1).toNanos();

    private final InstantSource clock;

    SpanValidator(InstantSource clock) {
        this.clock = clock;
    }

    /** What is wrong with the span, or null. */
    @Nullable
    Rejection check(Span span, boolean parentIdReadable) {
        if (!span.traceId().isValid()) {
            return Rejection.INVALID_TRACE_ID;
        }
        if (span.spanId() == 0) {
            return Rejection.INVALID_SPAN_ID;
        }
        if (!parentIdReadable) {
            return Rejection.INVALID_PARENT_SPAN_ID;
        }
        if (span.parentSpanId() == span.spanId()) {
            return Rejection.OWN_PARENT;
        }
        long latest = clock.millis() * 1_000_000L + FUTURE;
        if (isAbsurd(span.startUnixNanos(), latest)) {
            return Rejection.TIME_OUT_OF_RANGE;
        }
        if (span.endUnixNanos() >= 0 && span.endUnixNanos() < span.startUnixNanos()) {
            return Rejection.ENDS_BEFORE_START;
        }
        return isAbsurd(span.endUnixNanos(), latest) ? Rejection.TIME_OUT_OF_RANGE : null;
    }

    /** OTLP's times are unsigned: those from the year 2262 on read as negative. */
    private static boolean isAbsurd(long unixNanos, long latest) {
        return unixNanos < EARLIEST || unixNanos > latest;
    }
}
