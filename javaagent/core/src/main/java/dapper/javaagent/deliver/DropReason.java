// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

/** The reason why a finished span never reached the collector. */
public enum DropReason {
    /** More spans or bytes were waiting than the configuration allows. */
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

    /** The index of its counter. */
    int index() {
        return index;
    }
}
