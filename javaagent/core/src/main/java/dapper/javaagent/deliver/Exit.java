// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import java.util.concurrent.TimeUnit;

/** The time left until the process ends. Written by the thread that ends it, read by the export thread. */
final class Exit {
    private volatile boolean near;
    private volatile boolean now;
    private volatile long deadline;

    void within(long timeoutMillis) {
        deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        near = true;
    }

    void now() {
        now = true;
    }

    boolean isNear() {
        return near;
    }

    boolean isNow() {
        return now;
    }

    /** Returns whether the process may have ended that many nanoseconds from now. */
    boolean isBefore(long nanos) {
        return now || (near && System.nanoTime() + nanos - deadline > 0);
    }
}
