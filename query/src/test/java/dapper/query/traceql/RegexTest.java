// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dapper.query.traceql.types.Regex;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegexTest {

    @Test
    void matchesTheWholeValue() {
        Regex regex = Regex.of("GET|PUT");
        assertThat(regex.matches("GET")).isTrue();
        assertThat(regex.matches("PUT")).isTrue();
        assertThat(regex.matches("GETS")).isFalse();
        assertThat(regex.matches("xPUT")).isFalse();
        assertThat(Regex.of(".*ET.*").matches("GETS")).isTrue();
    }

    @Test
    void matchesLineBreaksWithADot() {
        assertThat(Regex.of("a.*b").matches("a\nb")).isTrue();
    }

    @Test
    void ignoresCaseOnRequest() {
        assertThat(Regex.of("(?i)get").matches("GeT")).isTrue();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void needsNoExponentialTime() {
        assertThat(Regex.of("(a+)+").matches("a".repeat(50_000) + "b")).isFalse();
        assertThat(Regex.of("(a|aa)*c").matches("a".repeat(50_000))).isFalse();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void refusesPatternsThatGrow() {
        assertThat(Regex.fault("((a{100}){100}){100}")).contains("10000 elements");
        assertThat(Regex.fault("(((a{9}){9}){9}){9}")).isNull();
        assertThat(Regex.fault("[a-z]{1000}".repeat(11))).contains("10000 elements");
        assertThat(Regex.fault("(a{10}b{10}){600}")).contains("10000 elements");
        assertThat(Regex.fault("(?:a{1000}){1000}")).contains("10000 elements");
    }

    @Test
    void countsNoBracesOfClassesAndEscapes() {
        assertThat(Regex.fault("[{9999}]".repeat(20))).isNull();
        assertThat(Regex.fault("\\x{1234}\\p{Greek}\\pL{3}")).isNull();
        assertThat(Regex.fault("a{,5}b{x}")).isNull();
    }

    @Test
    void refusesLongAndDeepPatterns() {
        assertThat(Regex.fault("a".repeat(1_001))).isEqualTo("one of 1001 characters, and 1000 are allowed");
        assertThat(Regex.fault("(".repeat(500) + ")".repeat(500))).isNull();
    }

    @Test
    void refusesWrongSyntaxAndBackreferences() {
        assertThat(Regex.fault("[")).isEqualTo("missing closing ]: `[`");
        assertThat(Regex.fault("(a)\\1")).isEqualTo("invalid escape sequence: `\\1`");
        assertThat(Regex.fault("a(?=b)")).startsWith("invalid or unsupported Perl syntax");
        assertThatIllegalArgumentException().isThrownBy(() -> Regex.of("["));
    }
}
