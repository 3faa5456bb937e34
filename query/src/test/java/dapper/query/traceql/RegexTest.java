// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Pattern;
import dapper.query.traceql.types.Regex;
import java.util.Random;
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

    @Test
    void matchesLikeThePatternAlone() {
        String[] pieces = {
            "a",
            "b",
            "ab",
            "0",
            "2",
            "-",
            ".",
            "*",
            "?",
            "+",
            "{2}",
            "{0,2}",
            "{",
            "}",
            "(",
            ")",
            "|",
            "[",
            "]",
            "^",
            "$",
            ",",
            "[^]a]",
            "[[:alpha:]]",
            "(?i)",
            "(?:",
            "\\d",
            "\\.",
            "\\-",
            "\\Q",
            "\\E",
            "\\x61",
            "\\pL",
            "\ud83d\ude00",
            "*?",
            ".*",
            "(a|b)"
        };
        String[] values = {"a", "b", "A", "0", "2", "-", ".", "{", "}", ",", "]", "|", "\ud83d\ude00", "ab", "61"};
        Random random = new Random(3);
        int valid = 0;
        int matches = 0;
        for (int i = 0; i < 40_000; i++) {
            String pattern = text(pieces, random);
            if (Regex.fault(pattern) != null) {
                continue;
            }
            valid++;
            Regex regex = Regex.of(pattern);
            Pattern alone = Pattern.compile(pattern, Pattern.DOTALL);
            for (int j = 0; j < 40; j++) {
                String value = text(values, random);
                boolean expected = alone.matches(value);
                assertThat(regex.matches(value)).as("%s on %s", pattern, value).isEqualTo(expected);
                matches += expected ? 1 : 0;
            }
        }
        assertThat(valid).isGreaterThan(10_000);
        assertThat(matches).isGreaterThan(10_000);
    }

    private static String text(String[] pieces, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
