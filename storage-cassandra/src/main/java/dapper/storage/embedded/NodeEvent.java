// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** An event in the life of an embedded node. The sentence is for a user. */
public sealed interface NodeEvent {
    String sentence();

    /** The first event of a start. */
    record Starting(Path data) implements NodeEvent {
        @Override
        public String sentence() {
            return "Starting Cassandra, data in " + data;
        }
    }

    /**
     * The start takes a while; one such event every two seconds.
     *
     * @param seconds since the node began to start
     * @param lastLogLine of Cassandra, without its time and thread
     */
    record StillStarting(long seconds, String lastLogLine) implements NodeEvent {
        @Override
        public String sentence() {
            return "Cassandra is starting, " + seconds + " s: " + lastLogLine;
        }
    }

    /**
     * The last event of a start: the node answers.
     *
     * @param seconds since the node began to start
     */
    record Ready(InetSocketAddress contactPoint, long seconds) implements NodeEvent {
        @Override
        public String sentence() {
            return "Cassandra is ready on " + contactPoint + " after " + seconds + " s";
        }
    }

    /** The node has ended because its disk is full, and will be started again once there is room. */
    record OutOfSpace(String sentence) implements NodeEvent {}

    /** The node answers again after {@link OutOfSpace}. */
    record RunsAgain() implements NodeEvent {
        @Override
        public String sentence() {
            return "Cassandra runs again, there is room on its disk.";
        }
    }

    /** The node has exited on its own and will not be started again. */
    record Failed(String sentence) implements NodeEvent {}
}
