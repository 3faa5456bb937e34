// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Printer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTextTest {
    private static final String[] PIECES = {
        ":", "=", "\"", "\\", "<", ">", "!", "~", " ", "\t", "\n", ".", "/", "+", "%", "&", "#", "key", "K", "é",
        "e\u0301", "日", "😀"
    };

    @Test
    void readsAnyKeyInQuotesAndAnyValueByteForByte() {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            String key = "k" + text(random);
            String value = text(random);

            assertThat(TagText.parse(quoted(key) + ":" + value))
                    .isEqualTo(new FieldExpression.Binary(
                            BinaryOperator.EQUAL, Attribute.of(Attribute.Scope.ANY, key), new Literal.Text(value)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "http.route:/cart → .http.route = \"/cart\"",
                "http.route=/cart → .http.route = \"/cart\"",
                "url.full:http://x?a=b → .url.full = \"http://x?a=b\"",
                "\"aws:cloudformation:stack-name\":shop → .aws:cloudformation:stack-name = \"shop\"",
                "\"say \\\"hi\\\"\":\"x\" → .\"say \\\"hi\\\"\" = \"\\\"x\\\"\"",
                "a b:c\"d:e → .\"a b\" = \"c\\\"d:e\"",
                "k: → .k = \"\"",
                "k:-1.5 → .k = -1.5 || .k = \"-1.5\"",
                "k:1e3 → .k = \"1e3\"",
                "k==1e3 → .k = 1000.0",
                "k==x → .k = \"x\"",
                "k==\"5\" → .k = \"5\"",
                "k==5 || .x = 6 → .k = \"5 || .x = 6\"",
                "k==5 } // → .k = \"5 } //\"",
                "k==\"a\" + \"b\" → .k = \"\\\"a\\\" + \\\"b\\\"\"",
                "k!=nil → .k != \"nil\"",
                "k=~a|b → .k =~ \"a|b\"",
                "k!~\"a\" → .k !~ \"a\"",
                "status>=500 → .status >= 500",
                "k<1h30m → .k < 90m"
            })
    void readsTheConditionOnAnAttribute(String text, String condition) {
        assertThat(Printer.print(TagText.parse(text))).isEqualTo(condition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":x",
                ">5",
                "novalue",
                "\"",
                "\"a",
                "\"a\"",
                "\"a:b",
                "\"a\\\":b",
                "a\"b:c",
                "\"\":x",
                "a!b"
            })
    void refusesWhatHasNoKeyOrNoSign(String text) {
        assertThatThrownBy(() -> TagText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }

    /** A key as a tag writes it. */
    static String quoted(String key) {
        return "\"" + key.replaceAll("[\"\\\\]", "\\\\$0") + "\"";
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
