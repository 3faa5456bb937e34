// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.collector.Spans;
import dapper.otlp.testing.Requests;
import dapper.storage.Span;
import dapper.storage.TraceId;
import org.junit.jupiter.api.Test;

class SpanValidatorTest {
    private static final TraceId TRACE = new TraceId(0, 1);
    private static final long START = Requests.START;

    private final SpanValidator validator = new SpanValidator();

    @Test
    void takesUsualSpans() {
        assertThat(check(TRACE, 1, 0, START - 5, START)).isNull();
        assertThat(check(TRACE, -1, 2, START, START)).isNull();
    }

    @Test
    void refusesWhatHasNoPlaceInATrace() {
        assertThat(check(new TraceId(0, 0), 1, 0, START, START)).isEqualTo(Rejection.INVALID_TRACE_ID);
        assertThat(check(TRACE, 0, 0, START, START)).isEqualTo(Rejection.INVALID_SPAN_ID);
        assertThat(validator.check(span(TRACE, 7, 0, START, START), false)).isEqualTo(Rejection.INVALID_PARENT_SPAN_ID);
    }

    @Test
    void takesWhatIsOnlyOdd() {
        assertThat(check(TRACE, 7, 7, START, START)).isNull();
        assertThat(check(TRACE, 1, 0, START, START - 1)).isNull();
        assertThat(check(TRACE, 1, 0, START, 0)).isNull();
        assertThat(check(TRACE, 1, 0, 0, START)).isNull();
        assertThat(check(TRACE, 1, 0, 0, 0)).isNull();
        assertThat(check(TRACE, 1, 0, -1, -1)).isNull();
        assertThat(check(TRACE, 1, 0, Long.MIN_VALUE, Long.MAX_VALUE)).isNull();
    }

    private Rejection check(TraceId traceId, long spanId, long parent, long start, long end) {
        return validator.check(span(traceId, spanId, parent, start, end), true);
    }

    private static Span span(TraceId traceId, long spanId, long parent, long start, long end) {
        return Spans.span(traceId, spanId, parent, "", start, end);
    }
}
