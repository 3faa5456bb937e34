// SPDX-License-Identifier: Apache-2.0
package dapper.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtelTraceStateTest {
    private static final long HALF = 1L << 55;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ot=th:c;rv:6e6d1a75832a2f",
                "ot=rv:6e6d1a75832a2f;th:c",
                "ot=x:1 2;th:c;y:3;rv:6e6d1a75832a2f",
                "congo=t61rcWkgMzE,ot=th:c;rv:6e6d1a75832a2f",
                "rojo=1, \tot=th:c;rv:6e6d1a75832a2f\t ,congo=th:1",
            })
    void readsThresholdAndRandomness(String traceState) {
        assertThat(OtelTraceState.threshold(traceState)).isEqualTo(0xc0_0000_0000_0000L);
        assertThat(OtelTraceState.hasThreshold(traceState)).isTrue();
        assertThat(OtelTraceState.randomness(traceState)).isEqualTo(0x6e_6d1a_7583_2a2fL);
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
                "ot=th:g",
                "ot=th:-1",
                "ot=th:0x1",
                "ot=th: 8",
                "ot=th:c d",
                "ot=th:c ;x:1",
                "ot=th:fffffffffffffff",
                "ot=xth:c",
                "ot=th:zz;rv:12",
                "ot=rv:6E6D1A75832A2F",
                "ot=rv:6e6d1a75832a2f0",
                ",,,",
                " ",
                "ot=;;;"
            })
    void takesWhatItCannotReadForAbsent(String traceState) {
        assertThat(OtelTraceState.threshold(traceState)).isEqualTo(OtelTraceState.ABSENT);
        assertThat(OtelTraceState.randomness(traceState)).isEqualTo(OtelTraceState.ABSENT);
    }

    @Test
    void readsNothingWhereThereIsNoTraceState() {
        assertThat(OtelTraceState.threshold(null)).isEqualTo(OtelTraceState.ABSENT);
        assertThat(OtelTraceState.randomness(null)).isEqualTo(OtelTraceState.ABSENT);
        assertThat(OtelTraceState.hasThreshold(null)).isFalse();
        assertThat(OtelTraceState.hasThreshold("ot=th:xyz")).isTrue();
    }

    @Test
    void takesLeadingZerosForDigits() {
        assertThat(OtelTraceState.threshold("ot=th:0008")).isEqualTo(0x00_0800_0000_0000L);
    }

    @Test
    void prefersTheExplicitRandomnessToThatOfTheTraceId() {
        long traceIdLow = 0xa1_48eb_211c_8031_9cL;

        assertThat(Randomness.of(traceIdLow)).isEqualTo(0x48_eb21_1c80_319cL);
        assertThat(Randomness.of("ot=th:c", traceIdLow)).isEqualTo(0x48_eb21_1c80_319cL);
        assertThat(Randomness.of("ot=rv:6e6d1a75832a2f", traceIdLow)).isEqualTo(0x6e_6d1a_7583_2a2fL);
    }

    /**
     * The examples of OpenTelemetry's tracestate-handling and of W3C Trace Context ("the modified key must be moved to
     * the beginning of the list"), with th as the key that changes.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                        | ot=th:8",
                "ot=th:4                                 | ot=th:8",
                "ot=th:xyz                               | ot=th:8",
                "ot=th:4;rv:6e6d1a75832a2f               | ot=th:8;rv:6e6d1a75832a2f",
                "ot=p:8;r:62                             | ot=th:8;p:8;r:62",
                "ot=p:8;th:7;r:62                        | ot=th:8;p:8;r:62",
                "congo=t61rcWkgMzE                       | ot=th:8,congo=t61rcWkgMzE",
                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE | ot=th:8,rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
                "rojo=00f067aa0ba902b7,congo=1,ot=th:4   | ot=th:8,rojo=00f067aa0ba902b7,congo=1",
                "a=b, ot=th:4 ,c=d;e:f                   | ot=th:8,a=b,c=d;e:f",
            })
    void movesTheChangedMemberToTheFront(String before, String after) {
        assertThat(OtelTraceState.withThreshold(before, HALF)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                |",
                "ot=th:4         |",
                "ot=th:4,a=b     | a=b",
                "a=b,ot=th:4     | a=b",
                "a=b,ot=th:4,c=d | a=b,c=d",
                "ot=th:4;x:1     | ot=x:1",
                "a=b,ot=x:1;th:4 | ot=x:1,a=b",
            })
    void removesTheThresholdAndTheMemberThatHeldNothingElse(String before, String after) {
        assertThat(OtelTraceState.withoutThreshold(before)).isEqualTo(after);
    }

    /** More than 256 characters would make receivers discard the whole tracestate. */
    @Test
    void carriesNoThresholdThatMakesTheMemberTooLong() {
        String fits = "x:" + "v".repeat(249);
        String tooLong = fits + "v";

        assertThat(OtelTraceState.withThreshold("ot=" + fits, HALF)).isEqualTo("ot=th:8;" + fits);
        assertThat(TraceStateHeader.accept("ot=th:8;" + fits)).isNotNull();
        assertThat(OtelTraceState.withThreshold("a=b,ot=th:4;" + tooLong, HALF)).isEqualTo("ot=" + tooLong + ",a=b");
    }

    @Test
    void losesTheLastMembersBeyondTheLimitsAndNeverItsOwn() {
        String thirtyOne = IntStream.range(0, 31).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
        String ot = "ot=x:" + "v".repeat(200);
        String others = "a=" + "v".repeat(120) + ",b=" + "v".repeat(120) + ",c=" + "v".repeat(120);

        assertThat(OtelTraceState.withThreshold(thirtyOne + ",k31=v", HALF)).isEqualTo("ot=th:8," + thirtyOne);
        assertThat(OtelTraceState.withThreshold(ot + "," + others, HALF))
                .isEqualTo("ot=th:8;x:" + "v".repeat(200) + "," + others.substring(0, others.indexOf(",c=")));
    }
}
