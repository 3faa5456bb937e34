// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dapper.javaagent.match.IndexedInstrumentation;
import dapper.javaagent.match.InstrumentationIndex;
import dapper.javaagent.match.Selection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstrumentationStateTest {
    private static final String INDEX = """
            instrumentation i.Servlet3 servlet-3.0
            exact 0 javax/servlet/Filter
            instrumentation i.Jdbc jdbc
            below 0 java/sql/Driver
            instrumentation i.Futures executors
            exact 0 java/util/concurrent/CompletableFuture
            instrumentation i.Pools executors
            exact 0 java/util/concurrent/ThreadPoolExecutor
            """;

    private final List<String> said = new ArrayList<>();

    private static InstrumentationIndex index(Selection enabled) throws IOException {
        return InstrumentationIndex.read(new ByteArrayInputStream(INDEX.getBytes(UTF_8)), enabled);
    }

    private FailingAdvice failing(InstrumentationIndex index) {
        return new FailingAdvice(index, new WovenClasses(), new Retransformation(null, index, said::add), said::add);
    }

    private static IndexedInstrumentation find(InstrumentationIndex index, String className) {
        return index.instrumentations().stream()
                .filter(each -> each.className().equals(className))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isOneLineForEachNameSorted() throws Exception {
        InstrumentationIndex index = index(name -> !name.equals("servlet-3.0"));

        assertThat(InstrumentationState.all(index, failing(index), Map.of("jdbc", 4)))
                .extracting(InstrumentationState::toString, InstrumentationState::wovenClasses)
                .containsExactly(
                        tuple("executors waiting", 0),
                        tuple("jdbc active", 4),
                        tuple("servlet-3.0 disabled (switched off in the configuration)", 0));
    }

    @Test
    void isSkippedWhereItFitsNoLibraryThatWasFound() throws Exception {
        InstrumentationIndex index = index(name -> true);
        find(index, "i.Pools").skipped("the library has no class a.B");

        assertThat(InstrumentationState.all(index, failing(index), Map.of()))
                .extracting(InstrumentationState::toString)
                .contains("executors skipped (the library has no class a.B)");
        assertThat(InstrumentationState.all(index, failing(index), Map.of("executors", 1)))
                .extracting(InstrumentationState::toString)
                .contains("executors active (the library has no class a.B)");
    }

    @Test
    void failsAfterTooManyErrors() throws Exception {
        InstrumentationIndex index = index(name -> true);
        FailingAdvice failing = failing(index);
        for (int i = 0; i < 9; i++) {
            failing.caught(new IllegalStateException("no"), "jdbc");
        }
        assertThat(InstrumentationState.all(index, failing, Map.of("jdbc", 1)))
                .filteredOn(each -> each.name().equals("jdbc"))
                .singleElement()
                .satisfies(each -> assertThat(each.state()).isEqualTo(InstrumentationState.State.ACTIVE))
                .satisfies(each -> assertThat(each.errors()).isEqualTo(9));

        failing.caught(new IllegalStateException("no"), "jdbc");

        assertThat(InstrumentationState.all(index, failing, Map.of("jdbc", 1)))
                .extracting(InstrumentationState::toString)
                .contains("jdbc failed (10 failures, the last: java.lang.IllegalStateException: no)");
    }
}
