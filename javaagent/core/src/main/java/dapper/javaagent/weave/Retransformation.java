// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.match.InstrumentationIndex;
import dapper.javaagent.match.InstrumentationLog;
import dapper.javaagent.match.LoadedHierarchy;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Weaves, or unweaves, classes that are loaded already. Requests come from any thread, also from within a
 * transformation; the work is done by the agent's own thread in {@link #serve()}.
 */
final class Retransformation {
    /** Pauses before another search for a class that is still being loaded: 1, 2, 4... milliseconds, then given up. */
    private static final long FIRST_PAUSE_MILLIS = 1;

    private static final long LAST_PAUSE_MILLIS = 2_000;

    private final Instrumentation jvm;
    private final InstrumentationIndex index;
    private final InstrumentationLog log;
    private final Queue<ClassName> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore requests = new Semaphore(0);

    Retransformation(Instrumentation jvm, InstrumentationIndex index, InstrumentationLog log) {
        this.jvm = jvm;
        this.index = index;
        this.log = log;
    }

    /** Does not wait. */
    void later(ClassName name) {
        waiting.add(name);
        requests.release();
    }

    /** Takes requests until the thread is interrupted; the agent's background thread ends here. */
    void serve() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        List<ClassName> notYetLoaded = new ArrayList<>();
        try {
            while (true) {
                if (notYetLoaded.isEmpty()) {
                    requests.acquire();
                    pauseMillis = FIRST_PAUSE_MILLIS;
                } else if (!requests.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS)) {
                    pauseMillis *= 2;
                }
                requests.drainPermits();
                takeWaiting(notYetLoaded);
                retransformLoaded(notYetLoaded);
                if (pauseMillis > LAST_PAUSE_MILLIS) {
                    notYetLoaded.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeWaiting(List<ClassName> into) {
        for (ClassName name = waiting.poll(); name != null; name = waiting.poll()) {
            into.add(name);
        }
    }

    /** A class requested while it was being loaded may not be loaded yet: its name stays in the list. */
    private void retransformLoaded(List<ClassName> names) {
        Map<String, List<ClassName>> byName = new HashMap<>();
        for (Iterator<ClassName> all = names.iterator(); all.hasNext(); ) {
            ClassName name = all.next();
            if (name.isStale()) {
                all.remove();
            } else {
                List<ClassName> same = byName.get(name.dotted());
                if (same == null) {
                    same = new ArrayList<>(1);
                    byName.put(name.dotted(), same);
                }
                same.add(name);
            }
        }
        LoadedHierarchy hierarchy = new LoadedHierarchy(index);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> each : jvm.getAllLoadedClasses()) {
            List<ClassName> same = byName.get(each.getName());
            if (same != null && removeNamed(each, same, names) && isTarget(each, hierarchy)) {
                loaded.add(each);
            }
        }
        retransform(loaded);
    }

    /**
     * Excludes classes that were requested only because their supertypes were not known then. The JVM verifies every class that it
     * retransforms, and loads what the class names for that, which its loader may fetch from another host.
     */
    private boolean isTarget(Class<?> loaded, LoadedHierarchy hierarchy) {
        return index.exact(loaded.getName().replace('.', '/')).length > 0 || hierarchy.isTarget(loaded);
    }

    private static boolean removeNamed(Class<?> loaded, List<ClassName> candidates, List<ClassName> names) {
        boolean named = false;
        for (ClassName name : candidates) {
            if (name.names(loaded)) {
                names.remove(name);
                named = true;
            }
        }
        return named;
    }

    /** All together, in one pause of the JVM; one by one if that fails, so that one class cannot affect the others. */
    void retransform(List<Class<?>> classes) {
        List<Class<?>> modifiable = new ArrayList<>();
        for (Class<?> each : classes) {
            if (jvm.isModifiableClass(each)) {
                modifiable.add(each);
            }
        }
        if (modifiable.isEmpty()) {
            return;
        }
        try {
            jvm.retransformClasses(modifiable.toArray(new Class<?>[0]));
        } catch (Throwable e) {
            retransformEach(modifiable);
        }
    }

    private void retransformEach(List<Class<?>> classes) {
        for (Class<?> each : classes) {
            try {
                jvm.retransformClasses(each);
            } catch (Throwable e) {
                log.warn("Class " + each.getName() + " is not instrumented: " + e);
            }
        }
    }
}
