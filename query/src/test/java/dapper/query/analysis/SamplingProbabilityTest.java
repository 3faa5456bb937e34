// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplingProbabilityTest {
    private static final TraceId ID = new TraceId(1, 1);

    @Test
    void readsTheThresholdAmongOtherEntries() {
        assertThat(of("ot=th:0")).hasValue(1);
        assertThat(of("ot=th:8")).hasValue(0.5);
        assertThat(of("vendor=x, ot=rv:0123456789abcd;th:fc")).hasValue(1.0 / 64);
        assertThat(of("ot=th:ffc,other=th:8")).hasValue(1.0 / 1024);
    }

    @Test
    void takesTheStrictestOfSeveralSpans() {
        assertThat(of("ot=th:8", "ot=th:c", "")).hasValue(0.25);
    }

    @Test
    void saysNothingWithoutAThreshold() {
        assertThat(of("", "ot=rv:0123456789abcd", "other=th:8", "ot=th:xyz", "ot=th:0123456789abcdef"))
                .isEmpty();
    }

    private static OptionalDouble of(String... traceStates) {
        return SamplingProbability.of(new Trace(
                ID,
                Stream.of(traceStates)
                        .map(state -> span(ID, 1, 0, 0, 1).traceState(state).build())
                        .toList()));
    }
}
