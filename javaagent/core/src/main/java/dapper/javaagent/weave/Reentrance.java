// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import org.jspecify.annotations.Nullable;

/** Tells whether the running thread is matching or weaving already: classes that are loaded for that pass through. */
final class Reentrance {
    /** Holds a class of the JDK only, so that a thread that outlives nothing keeps nothing of ours alive. */
    private final ThreadLocal<@Nullable Boolean> busy = new ThreadLocal<>();

    /** False if the thread is inside already. */
    boolean enter() {
        if (busy.get() != null) {
            return false;
        }
        busy.set(Boolean.TRUE);
        return true;
    }

    void leave() {
        busy.remove();
    }

    /** For work inside whose class loading is the application's: those classes may be targets themselves. */
    boolean suspend() {
        boolean was = busy.get() != null;
        busy.remove();
        return was;
    }

    void resume(boolean was) {
        if (was) {
            busy.set(Boolean.TRUE);
        }
    }
}
