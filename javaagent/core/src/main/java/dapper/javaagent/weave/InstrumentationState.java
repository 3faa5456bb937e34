// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.match.IndexedInstrumentation;
import dapper.javaagent.match.InstrumentationIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of one instrumentation in this process, at one moment. */
public final class InstrumentationState {
    /** The states, as operators see them. */
    public enum State {
        /** Woven into at least one class. */
        ACTIVE("active"),
        /** No class of its library has appeared. */
        WAITING("waiting"),
        /** Its library is present, but in a version that it does not fit. */
        SKIPPED("skipped"),
        /** Removed because its advice failed too often. */
        FAILED("failed"),
        /** Switched off by the configuration. */
        DISABLED("disabled");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final String name;
    private final State state;
    private final String reason;
    private final int wovenClasses;
    private final int errors;

    public InstrumentationState(String name, State state, String reason, int wovenClasses, int errors) {
        this.name = name;
        this.state = state;
        this.reason = reason;
        this.wovenClasses = wovenClasses;
        this.errors = errors;
    }

    /** Sorted by name; definitions with the same name have one state. */
    static List<InstrumentationState> all(
            InstrumentationIndex index, FailingAdvice failing, Map<String, Integer> wovenClasses) {
        Map<String, InstrumentationState> states = new TreeMap<>();
        for (String name : index.disabled()) {
            states.put(name, new InstrumentationState(name, State.DISABLED, "switched off in the configuration", 0, 0));
        }
        Map<String, List<IndexedInstrumentation>> byName = new TreeMap<>();
        for (IndexedInstrumentation each : index.instrumentations()) {
            List<IndexedInstrumentation> same = byName.get(each.name());
            if (same == null) {
                same = new ArrayList<>(1);
                byName.put(each.name(), same);
            }
            same.add(each);
        }
        for (Map.Entry<String, List<IndexedInstrumentation>> each : byName.entrySet()) {
            String name = each.getKey();
            Integer woven = wovenClasses.get(name);
            states.put(name, of(name, each.getValue(), woven == null ? 0 : woven, failing.count(name)));
        }
        return new ArrayList<>(states.values());
    }

    private static InstrumentationState of(
            String name, Collection<IndexedInstrumentation> definitions, int woven, int errors) {
        String failure = null;
        String obstacle = null;
        for (IndexedInstrumentation each : definitions) {
            failure = either(failure, each.failure());
            obstacle = either(obstacle, each.obstacle());
        }
        if (failure != null) {
            return new InstrumentationState(name, State.FAILED, failure, woven, errors);
        }
        State without = obstacle == null ? State.WAITING : State.SKIPPED;
        return new InstrumentationState(
                name, woven > 0 ? State.ACTIVE : without, obstacle == null ? "" : obstacle, woven, errors);
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    /** As in {@code otel.instrumentation.<name>.enabled}. */
    public String name() {
        return name;
    }

    public State state() {
        return state;
    }

    /** The reason why it is not active, in one sentence without a full stop; may be empty. */
    public String reason() {
        return reason;
    }

    /** The number of classes it is woven into. */
    public int wovenClasses() {
        return wovenClasses;
    }

    /** The number of its exceptions that woven code caught. */
    public int errors() {
        return errors;
    }

    @Override
    public String toString() {
        return name + " " + state + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
