// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the exceptions of our own code: woven code passes them here instead of to the application. Never throws.
 *
 * <p>No handler surrounds the caller, and the exception may mean that the heap is full. So instrumentations are
 * numbered: the first use of a string constant in woven code would allocate it, from memory that is not there.
 */
public final class AdviceErrors {
    private static final List<String> NAMES = new ArrayList<>();

    private static volatile String[] names = {};
    private static volatile @Nullable Listener listener;

    private AdviceErrors() {}

    /** The agent's response: counts, logs once, switches the instrumentation off. */
    public interface Listener {
        void caught(Throwable thrown, String instrumentation);
    }

    public static void listen(Listener listener) {
        AdviceErrors.listener = listener;
    }

    /** The number of the instrumentation for {@link #caught}; the same one for the same name. */
    public static int number(String instrumentation) {
        synchronized (NAMES) {
            int number = NAMES.indexOf(instrumentation);
            if (number < 0) {
                number = NAMES.size();
                NAMES.add(instrumentation);
                names = NAMES.toArray(new String[0]);
            }
            return number;
        }
    }

    /**
     * Called by the handler around every advice.
     *
     * @param instrumentation from {@link #number}
     */
    public static void caught(Throwable thrown, int instrumentation) {
        try {
            Listener listener = AdviceErrors.listener;
            if (listener != null) {
                listener.caught(thrown, names[instrumentation]);
            }
        } catch (Throwable ignored) {
            // Nothing is left that could report this, and the application must not notice.
        }
    }
}
