// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import dapper.storage.NameList;

/**
 * Reads counted calls. Safe for use by many threads; calls block until the answer has arrived.
 *
 * <p>Every method throws {@link dapper.storage.StorageUnavailableException} if the store does not answer.
 */
public interface CallReader {
    /**
     * Passes the counted calls of a service, in no particular order.
     *
     * @param visitor called on this thread
     */
    Reading read(CallQuery query, Visitor visitor);

    /** Lists the services that count calls, by name. */
    NameList<SeenService> services();

    /** Lists the processes of a service, by instance; none if it is not known. */
    NameList<SeenProcess> processes(String service);

    /** Takes counted calls. */
    interface Visitor {
        /**
         * Takes the calls of a key in an interval.
         *
         * @param unixNanos the middle of the interval
         * @param series may be kept
         */
        void take(long unixNanos, CallKey key, CallSeries series);
    }

    /**
     * The outcome of a read.
     *
     * @param incompleteReason why rows are missing; empty if all were read
     */
    record Reading(int rows, String incompleteReason) {
        public boolean complete() {
            return incompleteReason.isEmpty();
        }
    }
}
