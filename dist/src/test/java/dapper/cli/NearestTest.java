// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("collector", "query", "demo", "all-in-one");

    @Test
    void forgivesATypingError() {
        assertThat(Nearest.to("colector", KNOWN)).contains("collector");
        assertThat(Nearest.to("qurey", KNOWN)).contains("query");
        assertThat(Nearest.to("allinone", KNOWN)).contains("all-in-one");
    }

    @Test
    void doesNotGuessWhatIsFarAway() {
        assertThat(Nearest.to("uninstall", KNOWN)).isEmpty();
        assertThat(Nearest.to("-p", List.of("-h"))).isEmpty();
    }

    @Test
    void countsASwapOfNeighboursOnce() {
        assertThat(Nearest.distance("port", "prot")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
