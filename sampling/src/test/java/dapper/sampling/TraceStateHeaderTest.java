// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of lengths; {@code PropagationTest} tries the grammar through real headers. */
class TraceStateHeaderTest {
    @Test
    void acceptsKeysAndValuesUpTo256Characters() {
        String key = "k".repeat(256);
        assertThat(TraceStateHeader.accept(key + "=" + "v".repeat(250))).isNotNull();
        assertThat(TraceStateHeader.accept(key + "k=v")).isNull();
        assertThat(TraceStateHeader.accept("k=" + "v".repeat(256))).isNotNull();
        assertThat(TraceStateHeader.accept("k=" + "v".repeat(257))).isNull();
    }

    @Test
    void returnsAHeaderWithinTheLimitsUnchanged() {
        String header = new String("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");

        assertThat(TraceStateHeader.accept(header)).isSameAs(header);
    }

    @Test
    void removesBlanksAround() {
        assertThat(TraceStateHeader.accept(" \ta=1, b=2\t ")).isEqualTo("a=1, b=2");
    }

    /** Each key is compared with those before it: without a bound a header of 1 MB took minutes. */
    @Test
    @Timeout(120)
    void theLengthOfAHeaderIsNoWorkWithoutBounds() {
        String many = IntStream.range(0, 200_000).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        String thirtyThree =
                IntStream.range(0, 33).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

        assertThat(TraceStateHeader.accept(thirtyThree)).isNull();
        assertThat(TraceStateHeader.accept(thirtyThree.substring(0, thirtyThree.lastIndexOf(',')) + ", ,"))
                .isNotNull();
        assertThat(TraceStateHeader.accept(many)).isNull();
        assertThat(TraceStateHeader.accept(",".repeat(5_000_000) + "a=1")).isNull();
        assertThat(TraceStateHeader.accept("a=1" + " ".repeat(5_000_000))).isNull();
    }

    @Test
    void readsThirtyTwoOfTheLongestEntries() {
        String longest = IntStream.range(10, 42)
                .mapToObj(i -> "k" + i + "k".repeat(253) + "=" + "v".repeat(256))
                .collect(Collectors.joining(", "));

        assertThat(TraceStateHeader.accept(longest + ",z=1")).isNull();
        assertThat(TraceStateHeader.accept("z=1" + longest.substring(longest.indexOf(", "))))
                .isEqualTo("z=1");
    }
}
