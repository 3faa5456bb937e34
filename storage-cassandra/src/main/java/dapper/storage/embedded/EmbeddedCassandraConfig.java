// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * The embedded node.
 *
 * @param lib the folder of {@code dapper-cassandra-node.jar} and the jars of Cassandra
 * @param data folder of everything the node keeps, including its log; created if absent
 * @param port port on which the node answers, on loopback; 0 for any free port
 * @param storagePort port for traffic between nodes; a single node opens it on loopback but does not use it; 0 for any
 *     free port
 * @param heapMegabytes heap of the child JVM
 * @param javaHome of a JDK or JRE 17 to 25
 * @param jvmOptions more options for the child JVM; they come after our own, so that they win
 */
public record EmbeddedCassandraConfig(
        Path lib, Path data, int port, int storagePort, int heapMegabytes, Path javaHome, List<String> jvmOptions) {
    public EmbeddedCassandraConfig {
        jvmOptions = List.copyOf(jvmOptions);
    }
}
