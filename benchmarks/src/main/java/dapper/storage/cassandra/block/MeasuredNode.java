// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.sun.tools.attach.VirtualMachine;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** An embedded node whose flushes and compactions happen when a measurement asks for them. */
final class MeasuredNode implements AutoCloseable {
    private static final String TEXT = "java.lang.String";
    private static final String TEXTS = "[Ljava.lang.String;";

    private final Path data;
    private final EmbeddedCassandra node;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName storage;

    private MeasuredNode(Path data, EmbeddedCassandra node, JMXConnector connector) throws Exception {
        this.data = data;
        this.node = node;
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.storage = new ObjectName("org.apache.cassandra.db:type=StorageService");
    }

    @SuppressWarnings("BanJNDI") // The address is that of a process of our own.
    static MeasuredNode start(Path data) throws Exception {
        EmbeddedCassandra node = EmbeddedCassandra.start(
                new EmbeddedCassandraConfig(
                        Path.of("storage-cassandra/node/target/cassandra").toAbsolutePath(),
                        data.toAbsolutePath(),
                        0,
                        0,
                        2048,
                        Path.of(System.getProperty("java.home"))),
                event -> {});
        VirtualMachine machine = VirtualMachine.attach(Long.toString(node.pid()));
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        machine.detach();
        return new MeasuredNode(data, node, connector);
    }

    CassandraConfig config(String keyspace) {
        return CassandraConfig.builder().keyspace(keyspace).build().at(node.contactPoint(), node.localDatacenter());
    }

    void disableCompaction(String keyspace) throws Exception {
        invoke("disableAutoCompaction", new String[] {TEXT, TEXTS}, keyspace, new String[0]);
    }

    void flush(String keyspace, String... tables) throws Exception {
        invoke("forceKeyspaceFlush", new String[] {TEXT, TEXTS}, keyspace, tables);
    }

    /** Makes one file of all that a table has, without what was deleted. */
    void compact(String keyspace, String... tables) throws Exception {
        invoke("forceKeyspaceCompaction", new String[] {"boolean", TEXT, TEXTS}, false, keyspace, tables);
    }

    private void invoke(String operation, String[] signature, Object... parameters) throws Exception {
        beans.invoke(storage, operation, parameters, signature);
    }

    /** Of the whole process since its start. */
    double cpuSeconds() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(node.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the size of the files of a table, or of its SAI indexes, once files that a compaction replaced are gone. */
    long bytes(String keyspace, String table, boolean indexes) throws Exception {
        long before = -1;
        long now = files(keyspace, table, indexes);
        while (now != before) {
            Thread.sleep(1_500);
            before = now;
            now = files(keyspace, table, indexes);
        }
        return now;
    }

    /** Files may vanish meanwhile; they count 0 then. */
    private long files(String keyspace, String table, boolean indexes) {
        long bytes = 0;
        for (File folder : list(data.resolve("data").resolve(keyspace).toFile())) {
            if (folder.getName().startsWith(table + "-")) {
                for (File file : list(folder)) {
                    bytes += file.isFile() && file.getName().contains("SAI") == indexes ? file.length() : 0;
                }
            }
        }
        return bytes;
    }

    private static File[] list(File folder) {
        File[] files = folder.listFiles();
        return files == null ? new File[0] : files;
    }

    @Override
    public void close() throws IOException {
        connector.close();
        node.close();
    }
}
