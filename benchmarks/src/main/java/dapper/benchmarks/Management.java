// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The management of an embedded Cassandra, on a free port of this machine. */
final class Management {
    private static final String KEYSPACE = "dapper";

    private final int port;

    Management() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /** Returns the option of the node's JVM that makes it listen. */
    String option() {
        return "-Dcassandra.jmx.local.port=" + port;
    }

    /** Writes all tables to disk and compacts each, as far as its strategy allows. Takes a minute for a million spans. */
    void compact() throws IOException, JMException {
        String[] allTables = {};
        try (JMXConnector connector = connect()) {
            MBeanServerConnection node = connector.getMBeanServerConnection();
            ObjectName storage = new ObjectName("org.apache.cassandra.db:type=StorageService");
            node.invoke(storage, "forceKeyspaceFlush", new Object[] {KEYSPACE, allTables}, new String[] {
                String.class.getName(), String[].class.getName()
            });
            node.invoke(storage, "forceKeyspaceCompaction", new Object[] {false, KEYSPACE, allTables}, new String[] {
                boolean.class.getName(), String.class.getName(), String[].class.getName()
            });
        }
    }

    /** Returns how many rows the node has written to a table since its start. */
    long writes(String keyspace, String table) throws IOException, JMException {
        try (JMXConnector connector = connect()) {
            ObjectName latency = new ObjectName("org.apache.cassandra.metrics:type=Table,keyspace=" + keyspace
                    + ",scope=" + table + ",name=WriteLatency");
            return (Long) connector.getMBeanServerConnection().getAttribute(latency, "Count");
        }
    }

    @SuppressWarnings("BanJNDI") // The only answer is that of a process that this one started.
    private JMXConnector connect() throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
    }
}
