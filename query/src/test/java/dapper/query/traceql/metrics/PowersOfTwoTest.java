// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowersOfTwoTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1.5, 2", "2, 2", "2.1, 4", "1000, 1024", "0.3, 0.5", "0, 0", "-1, -1", "-3, -2", "-4, -4"})
    void bindsAValueFromAbove(double value, double bound) {
        assertThat(PowersOfTwo.bound(value)).isEqualTo(bound);
    }
}
