// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
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
    void readsBackAnyKeyAndValue() {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            String key = text(random);
            String value = text(random);

            assertThat(TagText.parse(TagText.format(key, value))).isEqualTo(Map.entry(key, value));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "http.route:/cart, http.route, /cart",
                "url.full:http://x?a=b, url.full, http://x?a=b",
                "\"aws:cloudformation:stack-name\":shop, aws:cloudformation:stack-name, shop",
                "\"say \\\"hi\\\"\":\"x\", say \"hi\", \"x\"",
                "a b:c\"d:e, a b, c\"d:e",
                "k:, k, ``"
            })
    void splitsAtTheColonBehindTheKey(String text, String key, String value) {
        assertThat(TagText.parse(text)).isEqualTo(Map.entry(key, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status>=500", "status>=500:", "status>5:x", "a!=b", "a=~b", "a=b", "duration<1:2"})
    void refusesComparisons(String text) {
        assertThatThrownBy(() -> TagText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be key:value, because values can be compared for equality only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":x", "novalue", "\"", "\"a", "\"a\"", "\"a:b", "\"a\\\":b", "a\"b:c"})
    void refusesWhatHasNoKey(String text) {
        assertThatThrownBy(() -> TagText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
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
