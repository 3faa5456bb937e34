// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether loaded classes extend or implement a target, or have a name that begins like one: for an agent that is attached to a running application,
 * and for classes whose supertypes were not known before they were loaded. Used by one thread.
 */
public final class LoadedHierarchy {
    private final InstrumentationIndex index;
    private final IdentityHashMap<Class<?>, Boolean> known = new IdentityHashMap<>();

    public LoadedHierarchy(InstrumentationIndex index) {
        this.index = index;
    }

    public boolean isTarget(Class<?> loaded) {
        return !loaded.isInterface()
                && !loaded.isArray()
                && (isBelow(loaded) || index.beginning(loaded.getName().replace('.', '/')).length > 0);
    }

    /** Supertypes of a loaded class are loaded too, so nothing is loaded here. */
    private boolean isBelow(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        Boolean answer = known.get(type);
        if (answer == null) {
            answer = index.below(type.getName().replace('.', '/')).length > 0 || isBelow(type.getSuperclass());
            for (Class<?> each : type.getInterfaces()) {
                answer = answer || isBelow(each);
            }
            known.put(type, answer);
        }
        return answer;
    }
}
