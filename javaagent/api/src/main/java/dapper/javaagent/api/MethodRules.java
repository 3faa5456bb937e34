// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The methods that the operator chose to trace, and those with an annotation that are not traced. Immutable. */
public final class MethodRules {
    public static final MethodRules NONE =
            new MethodRules(Collections.<MethodRule>emptyList(), Collections.<MethodRule>emptyList());

    private final List<MethodRule> included;
    private final List<MethodRule> excluded;

    public MethodRules(List<MethodRule> included, List<MethodRule> excluded) {
        this.included = Collections.unmodifiableList(new ArrayList<>(included));
        this.excluded = Collections.unmodifiableList(new ArrayList<>(excluded));
    }

    /** Methods to trace. */
    public List<MethodRule> included() {
        return included;
    }

    /** Returns whether a method is not traced although it has an annotation. */
    public boolean excludes(String typeName, String methodName) {
        for (MethodRule each : excluded) {
            if (each.matchesType(typeName) && each.matchesMethod(methodName)) {
                return true;
            }
        }
        return false;
    }
}
