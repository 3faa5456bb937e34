// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstrumentationScopeTest {
    @Test
    void isOneObjectForEachNameAndVersion() {
        InstrumentationScope scope = InstrumentationScope.of("a", "b");

        assertThat(InstrumentationScope.of("a", "b")).isSameAs(scope);
        assertThat(InstrumentationScope.of("a", "c")).isNotSameAs(scope);
        assertThat(InstrumentationScope.of("a", null)).isSameAs(InstrumentationScope.of("a", null));
        assertThat(InstrumentationScope.of("a", "")).isNotSameAs(InstrumentationScope.of("a", null));
    }

    @Test
    void doesNotTakeAPartOfTheNameForTheVersion() {
        assertThat(InstrumentationScope.of("a", "b").name()).isEqualTo("a");

        for (String name : new String[] {"ab", "a\nb", "a:b", "1:a:b"}) {
            assertThat(InstrumentationScope.of(name, null).name()).isEqualTo(name);
        }
    }
}
