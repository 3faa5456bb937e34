// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
