// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import toylib.Client;
import toylib.Exhausted;

@ExtendWith(AgentExtension.class)
class AgentExtensionTest {
    private static final RecordedSpans SPANS = AgentExtension.spans();

    private final AgentExtension extension = new AgentExtension();

    @Test
    void ordersATreeByStart() throws Exception {
        String result = Traces.callInSpan("parent", () -> new Client().call("x"));
        assertThat(result).isEqualTo("re: x");

        List<RecordedSpan> spans = SPANS.take(2);
        assertThat(spans.get(0)).hasName("parent").hasKind(SpanKind.INTERNAL).isRoot();
        Predicate<Object> positive = value -> (long) value > 0;
        assertThat(spans.get(1)).isChildOf(spans.get(0)).hasExactlyAttributes("toy.request", "x", "toy.size", positive);
    }

    @Test
    void refusesAnAttributeThatWasNotExpected() {
        new Client().call("x");
        RecordedSpan span = SPANS.takeOne();
        assertThatThrownBy(() -> assertThat(span).hasExactlyAttributes("toy.request", "x"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("toy.size");
        Predicate<Object> negative = value -> (long) value < 0;
        assertThatThrownBy(() -> assertThat(span).hasExactlyAttributes("toy.request", "x", "toy.size", negative))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void failsWhenThereAreMoreSpansThanExpected() {
        new Client().call("a");
        new Client().call("b");
        assertThatThrownBy(SPANS::takeOne)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected 1 spans but there are 2");
    }

    @Test
    void failsATestThatLeavesSpans() {
        new Client().call("left");
        assertThatThrownBy(() -> extension.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("spans that nobody took");
    }

    @Test
    void failsATestThatLeavesAContext() throws Exception {
        Traces.inUnsampledTrace(() -> {
            assertThatThrownBy(() -> extension.afterEach(null))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a context left on the test's thread");
            assertThat(Current.get()).isNull();
        });
    }

    @Test
    void failsATestWithAnErrorInAnAdvice() {
        // The failures of this class do not count: another test covers those that do.
        assertThat(new Exhausted().answer()).isEqualTo(42);

        assertThatThrownBy(() -> extension.afterEach(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exceptions inside advice");
    }

    @Test
    void recordsNothingWithoutSampling() throws Exception {
        AgentExtension.sampling(false);
        new Client().call("x");
        AgentExtension.sampling(true);
        Traces.inUnsampledTrace(() -> new Client().call("y"));
    }
}
