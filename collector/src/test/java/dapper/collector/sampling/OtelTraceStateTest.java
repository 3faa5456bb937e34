// SPDX-License-Identifier: Apache-2.0
package dapper.collector.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtelTraceStateTest {
    private static final long HALF = 1L << 55;

    @Test
    void readsThresholdAndRandomness() {
        OtelTraceState state = OtelTraceState.parse("ot=th:c;rv:6e6d1a75832a2f");

        assertThat(state.threshold()).isEqualTo(0xc0_0000_0000_0000L);
        assertThat(state.randomness()).isEqualTo(0x6e_6d1a_7583_2a2fL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ot=",
                "ot",
                "vendor=ot=th:c",
                "rot=th:c",
                "ot=th:",
                "ot=th:C",
                "ot=xth:c",
                "ot=th:zz;rv:12",
                "ot=rv:6E6D1A75832A2F",
                "ot=rv:6e6d1a75832a2f0",
                ",,,",
                " ",
                "ot=;;;"
            })
    void takesWhatItCannotReadForAbsent(String traceState) {
        OtelTraceState state = OtelTraceState.parse(traceState);

        assertThat(state.threshold()).isEqualTo(OtelTraceState.ABSENT);
        assertThat(state.randomness()).isEqualTo(OtelTraceState.ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ot=th:4                    | ot=th:8",
                "ot=th:4;rv:6e6d1a75832a2f  | ot=th:8;rv:6e6d1a75832a2f",
                "ot=p:8;th:4;x:1            | ot=p:8;th:8;x:1",
                "a=b, ot=th:4 ,c=d;e:f      | a=b, ot=th:8 ,c=d;e:f",
                "congo=th:1,ot=th:4         | congo=th:1,ot=th:8",
            })
    void changesTheThresholdAndNothingElse(String before, String after) {
        assertThat(OtelTraceState.parse(before).withThreshold(HALF)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ot=th:4         | ''",
                "ot=th:4,a=b     | a=b",
                "a=b,ot=th:4     | a=b",
                "a=b,ot=th:4,c=d | a=b,c=d",
                "ot=th:4;x:1     | ot=x:1",
                "ot=x:1;th:4,a=b | ot=x:1,a=b",
            })
    void erasesTheThresholdAndTheMemberThatHeldNothingElse(String before, String after) {
        assertThat(OtelTraceState.parse(before).withoutThreshold()).isEqualTo(after);
    }
}
