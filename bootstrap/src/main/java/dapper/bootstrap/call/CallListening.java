// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import org.jspecify.annotations.Nullable;

/**
 * The listener of all calls. It is kept apart from {@link Call}, so that the agent can install it before main without
 * the classes of calls, which the first call loads.
 */
public final class CallListening {
    private static volatile @Nullable CallListener listener;

    private CallListening() {}

    /** From now on the listener gets the end of every call that starts, sampled or not; null for none. */
    public static void listen(@Nullable CallListener listener) {
        CallListening.listener = listener;
    }

    /** The listener of calls, or null. */
    public static @Nullable CallListener listener() {
        return listener;
    }

    /** Returns whether the ends of calls are observed. */
    public static boolean hasListener() {
        return listener != null;
    }
}
