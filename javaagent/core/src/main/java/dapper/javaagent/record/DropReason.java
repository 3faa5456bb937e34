// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

/** Why a finished span never reached the collector. */
public enum DropReason {
    /** More was waiting than the configuration allows, in spans or in bytes. */
    QUEUE_FULL(0),
    /** The collector could not be reached, or was too busy, for longer than a batch is kept. */
    UNAVAILABLE(1),
    /** The collector refused it for good. */
    REJECTED(2),
    /** It could not be encoded, which is a fault of the agent. */
    ENCODING(3),
    /** The process exited first. */
    SHUTDOWN(4);

    private final int index;

    DropReason(int index) {
        this.index = index;
    }

    /** Of its counter. */
    int index() {
        return index;
    }
}
