// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.util.List;

/**
 * One library to weave: its types, their methods, and the advice.
 *
 * <p>The class has a public constructor without arguments. The build reads every instrumentation once and writes an
 * index; at run time the class is loaded in the agent's class loader, and only when a class of the library is about to
 * be woven. Its package holds three other kinds of classes:
 *
 * <ul>
 * <li>advice: read as bytes and inlined into the library; calls {@code dapper.bootstrap} and injected classes only;
 * <li>injected classes: everything of the instrumentation's package that advice refers to, directly or through others.
 * They are defined in the class loader of the woven class, so they see the library and {@code dapper.bootstrap};
 * <li>classes of a sub-package {@code boot}: called from classes of {@code java.base}, they live in the boot class
 * loader with {@code dapper.bootstrap} and may use nothing else.
 * </ul>
 */
public interface Instrumentation {
    /** As in {@code otel.instrumentation.<name>.enabled}: lower case, words joined by hyphens. */
    String name();

    List<TypeInstrumentation> types();

    /**
     * As {@link #types()}, for an instrumentation that the operator configures. One with
     * {@link TypeInstrumentation#configured()} has one type for each included rule, in the order of the rules.
     */
    default List<TypeInstrumentation> types(MethodRules rules) {
        return types();
    }
}
