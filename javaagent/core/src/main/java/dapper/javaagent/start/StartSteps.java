// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** The duration of each step of the start, for a diagnosis. Made in debug only; on the thread that starts the agent. */
final class StartSteps {
    private final Instrumentation jvm;
    private final List<String> steps = new ArrayList<>();
    private long since;
    private int classes;

    /** @param begun {@code System.nanoTime()} when reading of the configuration began */
    StartSteps(Instrumentation jvm, long begun) {
        this.jvm = jvm;
        this.since = begun;
        this.classes = jvm.getAllLoadedClasses().length;
        // The classes that the first step loaded can no longer be counted.
        steps.add("configuration: " + micros(System.nanoTime()) + " us");
        since = System.nanoTime();
    }

    void done(String step) {
        long now = System.nanoTime();
        int loaded = jvm.getAllLoadedClasses().length;
        steps.add(step + ": " + micros(now) + " us, " + (loaded - classes) + " classes loaded by the JVM meanwhile");
        classes = loaded;
        since = System.nanoTime();
    }

    private long micros(long now) {
        return (now - since) / 1_000;
    }

    List<String> lines() {
        return steps;
    }
}
