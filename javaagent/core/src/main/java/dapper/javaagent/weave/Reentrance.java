// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the running thread is in the middle of, since one class is often loaded inside the loading of another. The
 * thread-locals hold classes of the JDK only, and nothing when the thread is done.
 */
final class Reentrance {
    private static final ThreadLocal<@Nullable Boolean> WEAVING = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable Set<String>> IN_PROGRESS = new ThreadLocal<>();

    /** False if the thread is weaving already: classes that are loaded for that pass through. */
    boolean enter() {
        if (WEAVING.get() != null) {
            return false;
        }
        WEAVING.set(Boolean.TRUE);
        return true;
    }

    void leave() {
        WEAVING.remove();
    }

    /** For work inside whose class loading is the application's: those classes may be targets themselves. */
    boolean suspend() {
        boolean was = WEAVING.get() != null;
        WEAVING.remove();
        return was;
    }

    void resume(boolean was) {
        if (was) {
            WEAVING.set(Boolean.TRUE);
        }
    }

    /** False if the thread is at this very class already: broken classes extend each other in a circle. */
    boolean begin(String internalName) {
        Set<String> names = IN_PROGRESS.get();
        if (names == null) {
            names = new HashSet<>();
            IN_PROGRESS.set(names);
        }
        return names.add(internalName);
    }

    void end(String internalName) {
        Set<String> names = IN_PROGRESS.get();
        if (names != null && names.remove(internalName) && names.isEmpty()) {
            IN_PROGRESS.remove();
        }
    }

    /** The classes at which this thread is, a copy. */
    Set<String> inProgress() {
        Set<String> names = IN_PROGRESS.get();
        return names == null ? new HashSet<String>() : new HashSet<>(names);
    }
}
