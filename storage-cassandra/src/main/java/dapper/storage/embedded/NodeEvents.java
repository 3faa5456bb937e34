// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

/**
 * Receives the reports of an embedded node while it starts and runs, as sentences for a user. Called on threads of the
 * node.
 */
@FunctionalInterface
public interface NodeEvents {
    /** A step of a start, or the start or end of an interruption for lack of disk space. */
    void progress(String sentence);

    /** The node has exited on its own and will not be started again. */
    default void failed(String sentence) {
        progress(sentence);
    }
}
