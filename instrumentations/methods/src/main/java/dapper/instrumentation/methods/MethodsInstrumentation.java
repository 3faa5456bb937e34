// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.MethodRule;
import dapper.javaagent.api.MethodRules;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One span per call of a method that the operator lists in {@code otel.instrumentation.methods.include}. */
public final class MethodsInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "methods";
    }

    /** For the build, which asks for the advice. */
    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(type(MethodRule.ofPrefix("", Collections.<String>emptyList())));
    }

    @Override
    public List<TypeInstrumentation> types(MethodRules rules) {
        List<TypeInstrumentation> types = new ArrayList<>();
        for (MethodRule each : rules.included()) {
            types.add(type(each));
        }
        return types;
    }

    private static TypeInstrumentation type(MethodRule rule) {
        return Advices.addTo(
                TypeInstrumentation.configured(), classFile -> new ListedMethods(classFile, rule).numbers());
    }
}
