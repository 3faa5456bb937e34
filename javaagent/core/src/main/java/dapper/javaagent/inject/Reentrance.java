// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import org.jspecify.annotations.Nullable;

/** Detects that the running thread is already matching or weaving: classes that are loaded for that pass through. */
public final class Reentrance {
    /** Holds a class of the JDK only, so that a long-lived thread keeps none of our classes alive. */
    private final ThreadLocal<@Nullable Boolean> busy = new ThreadLocal<>();

    /** Returns false if the thread is inside already. */
    public boolean enter() {
        if (busy.get() != null) {
            return false;
        }
        busy.set(Boolean.TRUE);
        return true;
    }

    public void leave() {
        busy.remove();
    }

    /** For inner work that loads classes on behalf of the application: those classes may be targets themselves. */
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
