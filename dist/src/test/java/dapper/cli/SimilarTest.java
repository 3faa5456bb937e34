// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.settings.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {
    private static final List<String> KNOWN = List.of("collector", "query", "demo", "all-in-one");

    @Test
    void forgivesATypingError() {
        assertThat(Similar.hint("qurey", KNOWN)).isEqualTo("; did you mean query?");
        assertThat(Similar.hint("colector", KNOWN)).isEqualTo("; did you mean collector?");
        assertThat(Similar.hint("allinone", KNOWN)).isEqualTo("; did you mean all-in-one or collector?");
    }

    @Test
    void namesTwoIfBothAreNear() {
        assertThat(Similar.hint("helath", List.of("help", "query", "health")))
                .isEqualTo("; did you mean help or health?");
    }

    @Test
    void doesNotGuessWithoutLettersInCommon() {
        assertThat(Similar.hint("run", KNOWN)).isEmpty();
    }

    @Test
    void namesTheSettingInWhichTwoLettersAreSwapped() {
        List<String> keys = Commands.settings().stream().map(Setting::key).toList();
        for (String key : keys) {
            int i = (key.lastIndexOf('.') + key.length()) / 2;
            String swapped = key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);
            assertThat(Similar.hint(swapped, keys)).contains(key);
        }
    }
}
