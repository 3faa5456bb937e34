// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers for classes that are loaded already whether they are below a target: for an agent that is attached to an
 * application that runs. On the thread that attaches.
 */
final class LoadedHierarchy {
    private final InstrumentationIndex index;
    private final IdentityHashMap<Class<?>, Boolean> known = new IdentityHashMap<>();

    LoadedHierarchy(InstrumentationIndex index) {
        this.index = index;
    }

    boolean isTarget(Class<?> loaded) {
        return !loaded.isInterface() && !loaded.isArray() && isBelow(loaded);
    }

    /** Super types of a loaded class are loaded too, so nothing is loaded here. */
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
