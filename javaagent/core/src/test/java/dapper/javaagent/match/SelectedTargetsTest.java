// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.api.MethodRule;
import dapper.javaagent.api.MethodRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets that the operator or the application chooses, not the instrumentation. */
class SelectedTargetsTest {
    private static final String INDEX = """
            instrumentation i.Methods methods
            configured 0 *
            instrumentation i.Marked marked
            annotated 0 java/lang/Deprecated
            """;

    private static final List<MethodRule> RULES = List.of(
            MethodRule.ofType("com.shop.Cart", List.of("add")),
            MethodRule.ofType("com.shop.Order", List.of()),
            MethodRule.ofPrefix("com.shop.stock.", List.of()));

    private final InstrumentationIndex index =
            InstrumentationIndex.read(new ByteArrayInputStream(INDEX.getBytes(UTF_8)), new Selection() {
                @Override
                public boolean isEnabled(String name) {
                    return true;
                }

                @Override
                public MethodRules methods() {
                    return new MethodRules(RULES, List.of());
                }
            });

    SelectedTargetsTest() throws IOException {}

    private static List<Integer> types(Target[] targets) {
        return Arrays.stream(targets).map(target -> target.type).toList();
    }

    private static ClassOutline outline(Class<?> type) throws IOException {
        try (InputStream stream = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return new ClassOutline(stream.readAllBytes());
        }
    }

    @Test
    void aRuleIsTheTypeOfItsPosition() {
        assertThat(types(index.exact("com/shop/Cart"))).containsExactly(0);
        assertThat(types(index.exact("com/shop/Order"))).containsExactly(1);
        assertThat(types(index.beginning("com/shop/stock/shelf/Shelf"))).containsExactly(2);
        assertThat(index.beginning("com/shop/Stock")).isEmpty();
    }

    @Test
    void onlyMethodsWithNamesAreLookedForInSubtypes() {
        assertThat(types(index.below("com/shop/Cart"))).containsExactly(0);
        assertThat(index.below("com/shop/Order")).isEmpty();
    }

    @Test
    void anAnnotationIsFoundInTheClassFile() throws IOException {
        assertThat(types(index.annotated(outline(Thread.class)))).containsExactly(0);
        assertThat(index.annotated(outline(SelectedTargetsTest.class))).isEmpty();
    }

    @Test
    void exclusionsAreNamesOrBeginningsOfNames() {
        Exclusions exclusions = new Exclusions(List.of("com.shop.Cart", "com.shop.stock.*"), List.of("java.net.*"));

        assertThat(exclusions.containsClass("com/shop/Cart")).isTrue();
        assertThat(exclusions.containsClass("com/shop/Carts")).isFalse();
        assertThat(exclusions.containsClass("com/shop/stock/shelf/Shelf")).isTrue();
        assertThat(exclusions.containsLoader(new java.net.URLClassLoader(new java.net.URL[0])))
                .isTrue();
        assertThat(exclusions.containsLoader(getClass().getClassLoader())).isFalse();
        assertThat(exclusions.containsLoader(null)).isFalse();
    }
}
