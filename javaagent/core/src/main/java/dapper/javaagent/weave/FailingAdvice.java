// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.bootstrap.AdviceErrors;
import dapper.javaagent.match.IndexedInstrumentation;
import dapper.javaagent.match.InstrumentationIndex;
import dapper.javaagent.match.InstrumentationLog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts exceptions that woven code caught, and removes an instrumentation once it has failed too often. Called on the
 * application's threads.
 */
final class FailingAdvice implements AdviceErrors.Listener {
    /** This many failures are not accidental. */
    private static final int THRESHOLD = 10;

    private final Map<String, IndexedInstrumentation> byName = new HashMap<>();
    private final Map<String, AtomicInteger> counts = new HashMap<>();
    private final WovenClasses wovenClasses;
    private final Retransformation retransformation;
    private final InstrumentationLog log;

    FailingAdvice(
            InstrumentationIndex index,
            WovenClasses wovenClasses,
            Retransformation retransformation,
            InstrumentationLog log) {
        for (IndexedInstrumentation each : index.instrumentations()) {
            byName.put(each.name(), each);
            counts.put(each.name(), new AtomicInteger());
        }
        this.wovenClasses = wovenClasses;
        this.retransformation = retransformation;
        this.log = log;
    }

    @Override
    public void caught(Throwable thrown, String name) {
        AtomicInteger counter = counts.get(name);
        if (counter == null) {
            return;
        }
        if (thrown instanceof VirtualMachineError) {
            // Memory or stack ran out: this is not a fault of the advice, which works again once the cause is gone.
            return;
        }
        int count = counter.incrementAndGet();
        if (count == 1) {
            log.warn("Instrumentation " + name + " failed; the application is not affected: " + thrown + at(thrown));
        }
        IndexedInstrumentation instrumentation = byName.get(name);
        if (count == THRESHOLD && instrumentation != null) {
            switchOff(instrumentation, thrown);
        }
    }

    private void switchOff(IndexedInstrumentation instrumentation, @Nullable Throwable last) {
        instrumentation.switchOff(THRESHOLD + " failures, the last: " + last);
        log.warn("Instrumentation " + instrumentation + " is switched off after " + THRESHOLD + " failures, the last: "
                + last);
        for (ClassName each : wovenClasses.of(instrumentation.name())) {
            retransformation.later(each);
        }
    }

    /** One line of log is enough; the place of the failure helps most. */
    private static String at(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    /** Exceptions caught so far. */
    int count(String name) {
        AtomicInteger counter = counts.get(name);
        return counter == null ? 0 : counter.get();
    }
}
