// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import dapper.javaagent.api.MethodRules;
import org.jspecify.annotations.Nullable;

/** The operator's selection of what is woven. */
public interface Selection {
    /** @param name as in {@code otel.instrumentation.<name>.enabled} */
    boolean isEnabled(String name);

    /** False for one that does nothing until a setting asks for it: then it is neither enabled nor disabled. */
    default boolean isWanted(String name) {
        return true;
    }

    /** The methods that are traced, or not, because the operator lists them. */
    default MethodRules methods() {
        return MethodRules.NONE;
    }

    /** Classes and class loaders in which nothing is woven; null for none. */
    default @Nullable Exclusions exclusions() {
        return null;
    }
}
