// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/**
 * Counts how deep a thread is in calls of one kind, so that a method which delegates to its like is one call.
 *
 * <p>One constant per kind of call. {@code if (DEPTH.enter()) start...} and, in every way out, {@code DEPTH.leave()}.
 */
public final class CallDepth {
    @SuppressWarnings("ThreadLocalUsage") // instances are constants, one per kind of call
    private final ThreadLocal<int[]> depth = new ThreadLocal<int[]>() {
        @Override
        protected int[] initialValue() {
            return new int[1];
        }
    };

    /** True for the outermost call. */
    public boolean enter() {
        return depth.get()[0]++ == 0;
    }

    /** True if this leaves the outermost call. Leaving what was never entered does nothing. */
    public boolean leave() {
        int[] holder = depth.get();
        return holder[0] > 0 && --holder[0] == 0;
    }
}
