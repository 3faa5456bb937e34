// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

/** Why a finished span never reached the collector. */
public enum DropReason {
    /** More was waiting than the configuration allows, in spans or in bytes. */
    QUEUE_FULL,
    /** The collector could not be reached, or was too busy, for longer than a batch is kept. */
    UNAVAILABLE,
    /** The collector refused it for good. */
    REJECTED,
    /** It could not be encoded, which is a fault of the agent. */
    ENCODING,
    /** The process exited first. */
    SHUTDOWN
}
