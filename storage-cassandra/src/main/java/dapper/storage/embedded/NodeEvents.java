// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

/** What an embedded node reports while it starts and runs, as sentences for a person. Called on threads of the node. */
@FunctionalInterface
public interface NodeEvents {
    /** A step of a start, an interruption for want of disk space, or its end. */
    void progress(String sentence);

    /** The node has ended unasked and will not be started again. */
    default void failed(String sentence) {
        progress(sentence);
    }
}
