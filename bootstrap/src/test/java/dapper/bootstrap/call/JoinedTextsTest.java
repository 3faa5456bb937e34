// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinedTextsTest {
    private final JoinedTexts names = new JoinedTexts(" ");

    @Test
    void joinsAPairOnce() {
        String joined = names.of("GET", "/cart/{id}");

        assertThat(joined).isEqualTo("GET /cart/{id}");
        assertThat(names.of("GET", "/cart/{id}")).isSameAs(joined);
    }

    @Test
    void givesThePairThatWasAskedForWhenAnotherHasTheSamePlace() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5_000; i++) {
                assertThat(names.of("GET", "/" + i)).isEqualTo("GET /" + i);
            }
        }
    }

    @Test
    void joinsTwoPairsOfEqualHashesOnce() {
        String one = names.of("Aa", "x");
        String other = names.of("BB", "x");

        assertThat(one).isEqualTo("Aa x");
        assertThat(other).isEqualTo("BB x");
        for (int i = 0; i < 3; i++) {
            assertThat(names.of("Aa", "x")).isSameAs(one);
            assertThat(names.of("BB", "x")).isSameAs(other);
        }
    }
}
