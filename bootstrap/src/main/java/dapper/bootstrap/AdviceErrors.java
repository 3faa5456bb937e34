// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** Where an exception in our own code ends: woven code hands it here instead of to the application. Never throws. */
public final class AdviceErrors {
    private static volatile @Nullable Listener listener;

    private AdviceErrors() {}

    /** What the agent does about it: count, tell once, switch the instrumentation off. */
    public interface Listener {
        void caught(Throwable thrown, String instrumentation);
    }

    public static void listen(Listener listener) {
        AdviceErrors.listener = listener;
    }

    /** Called by the handler around every advice. */
    public static void caught(Throwable thrown, String instrumentation) {
        Listener listener = AdviceErrors.listener;
        if (listener != null) {
            try {
                listener.caught(thrown, instrumentation);
            } catch (Throwable ignored) {
                // There is nobody left to tell, and the application must not notice.
            }
        }
    }
}
