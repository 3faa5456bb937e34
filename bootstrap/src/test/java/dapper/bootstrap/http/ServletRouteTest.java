// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletRouteTest {
    private static final String[] PATTERNS = {"/", "/exact", "/exact.do", "/tree/*", "*.do"};

    @ParameterizedTest
    @CsvSource({
        "/exact, , /app/exact",
        "/exact.do, , /app/exact.do",
        "/tree, , /app/tree/*",
        "/tree, /leaf, /app/tree/*",
        "/some.do, , /app/*.do",
        "/a.b/some.do, , /app/*.do",
        "/some.do/x, , /app/*",
        "/some.jsp, , /app/*",
        "/d/index.html, , /app/*",
        "/, , /app/*"
    })
    void choosesAmongThePatternsAsTheContainerDid(String servletPath, @Nullable String pathInfo, String route) {
        assertThat(ServletRoute.of("/app", servletPath, pathInfo, null, PATTERNS))
                .isEqualTo(route);
    }

    @Test
    void theRootHasAPatternOfItsOwn() {
        assertThat(ServletRoute.of("/app", "", "/", null, new String[] {""})).isEqualTo("/app/");
        assertThat(ServletRoute.of("/app", "", "/", null, new String[] {"/*"})).isEqualTo("/app/*");
        assertThat(ServletRoute.of(null, "/x", null, null, null)).isEqualTo("/*");
    }

    @Test
    void springKnowsMore() {
        assertThat(ServletRoute.of("/app", "/owners/7", null, "/owners/{id}", new String[] {"/"}))
                .isEqualTo("/app/owners/{id}");
        assertThat(ServletRoute.of("", "/api", "/owners/7", "/owners/{id}", new String[] {"/api/*"}))
                .isEqualTo("/api/owners/{id}");
    }
}
