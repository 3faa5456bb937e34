// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletPatternsTest {
    private static final Set<String> PATTERNS = Set.of("/", "/exact", "/exact.do", "/tree/*", "*.do");

    @ParameterizedTest
    @CsvSource({
        "/exact, /exact",
        "/exact.do, /exact.do",
        "/tree, /tree/*",
        "/some.do, *.do",
        "/a.b/some.do, *.do",
        "/some.do/x, /",
        "/some.jsp, /",
        "/other, /",
        "/, /"
    })
    void choosesAsTheContainerDoes(String servletPath, String pattern) {
        assertThat(ServletPatterns.matched(servletPath, PATTERNS)).isEqualTo(pattern);
    }
}
