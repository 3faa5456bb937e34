// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

/**
 * Work that a client does on its own account: the handshake of a connection, the check of a pooled one, the discovery of
 * a cluster. Its commands are no calls of the application. {@link #begin} and {@link #end} are called on the same thread.
 */
public final class Housekeeping {
    private static final ThreadLocal<int[]> DEPTH = new ThreadLocal<int[]>() {
        @Override
        protected int[] initialValue() {
            return new int[1];
        }
    };

    private Housekeeping() {}

    public static void begin() {
        DEPTH.get()[0]++;
    }

    public static void end() {
        DEPTH.get()[0]--;
    }

    /** Returns whether the running thread does such work. */
    public static boolean isRunning() {
        return DEPTH.get()[0] > 0;
    }
}
