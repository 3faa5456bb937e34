// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.explain;

/** The memory of what is counted. Used by one thread. */
final class StateBytes {
    private long left;
    private boolean used;

    StateBytes(long bytes) {
        this.left = bytes;
    }

    /** Returns whether there was room. */
    boolean take(long bytes) {
        if (bytes > left) {
            used = true;
            return false;
        }
        left -= bytes;
        return true;
    }

    /** Returns whether something had no room. */
    boolean isUsedUp() {
        return used;
    }
}
