// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.collector.Spans;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SpanValidatorTest {
    private static final TraceId TRACE = new TraceId(0, 1);
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
    private static final long NOW_NANOS = nanos(NOW);

    private final SpanValidator validator = new SpanValidator(InstantSource.fixed(NOW));

    @Test
    void takesUsualSpans() {
        assertThat(check(TRACE, 1, 0, NOW_NANOS - 5, NOW_NANOS)).isNull();
        assertThat(check(TRACE, -1, 2, NOW_NANOS, NOW_NANOS)).isNull();
    }

    @Test
    void refusesIdsThatAreNone() {
        assertThat(check(new TraceId(0, 0), 1, 0, NOW_NANOS, NOW_NANOS)).isEqualTo(Rejection.INVALID_TRACE_ID);
        assertThat(check(TRACE, 0, 0, NOW_NANOS, NOW_NANOS)).isEqualTo(Rejection.INVALID_SPAN_ID);
        assertThat(check(TRACE, 7, 7, NOW_NANOS, NOW_NANOS)).isEqualTo(Rejection.OWN_PARENT);
        assertThat(validator.check(span(TRACE, 7, 0, NOW_NANOS, NOW_NANOS), false))
                .isEqualTo(Rejection.INVALID_PARENT_SPAN_ID);
    }

    @Test
    void refusesAnEndBeforeTheStart() {
        assertThat(check(TRACE, 1, 0, NOW_NANOS, NOW_NANOS - 1)).isEqualTo(Rejection.ENDS_BEFORE_START);
        assertThat(check(TRACE, 1, 0, NOW_NANOS, 0)).isEqualTo(Rejection.ENDS_BEFORE_START);
    }

    @Test
    void takesTimesFromTheYear2000ToOneDayAhead() {
        long earliest = nanos(Instant.parse("2000-01-01T00:00:00Z"));
        long latest = nanos(NOW.plus(Duration.ofDays(1)));

        assertThat(check(TRACE, 1, 0, earliest, latest)).isNull();
        assertThat(check(TRACE, 1, 0, earliest - 1, NOW_NANOS)).isEqualTo(Rejection.TIME_OUT_OF_RANGE);
        assertThat(check(TRACE, 1, 0, 0, NOW_NANOS)).isEqualTo(Rejection.TIME_OUT_OF_RANGE);
        assertThat(check(TRACE, 1, 0, latest + 1, latest + 1)).isEqualTo(Rejection.TIME_OUT_OF_RANGE);
        assertThat(check(TRACE, 1, 0, NOW_NANOS, latest + 1)).isEqualTo(Rejection.TIME_OUT_OF_RANGE);
        assertThat(check(TRACE, 1, 0, NOW_NANOS, -1)).isEqualTo(Rejection.TIME_OUT_OF_RANGE);
        assertThat(check(TRACE, 1, 0, -1, -1)).isEqualTo(Rejection.TIME_OUT_OF_RANGE);
    }

    private Rejection check(TraceId traceId, long spanId, long parent, long start, long end) {
        return validator.check(span(traceId, spanId, parent, start, end), true);
    }

    private static Span span(TraceId traceId, long spanId, long parent, long start, long end) {
        return Spans.span(traceId, spanId, parent, "", start, end);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L;
    }
}
