// SPDX-License-Identifier: Apache-2.0
package dapper.server.storage;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Settings of the embedded node. */
public final class EmbeddedCassandraSettings {
    private static final Setting LIB = new Setting(
            "dapper.cassandra.lib",
            "lib/cassandra",
            "The folder of the embedded Cassandra's jars; the start script sets it.");
    private static final Setting DATA = new Setting(
            "dapper.cassandra.data", "data/cassandra", "The folder where the embedded Cassandra keeps its data.");
    private static final Setting PORT = new Setting(
            "dapper.cassandra.port", "9042", "The embedded Cassandra's port on loopback; 0 takes a free one.");
    private static final Setting STORAGE_PORT = new Setting(
            "dapper.cassandra.storage-port", "0", "The embedded Cassandra's port between nodes; 0 takes a free one.");
    private static final Setting HEAP = new Setting(
            "dapper.cassandra.heap-mb", "1024", "The embedded Cassandra's heap in megabytes, 512 to 65536.");
    private static final Setting JAVA_HOME = new Setting(
            "dapper.cassandra.java-home",
            "",
            "The Java 17 to 25 for the embedded Cassandra; empty for the Java of this process.");

    private static final Setting JVM_OPTIONS = new Setting(
            "dapper.cassandra.jvm-options",
            "",
            "More options for the JVM of the embedded Cassandra, separated by spaces.");

    public static final List<Setting> SETTINGS = List.of(LIB, DATA, PORT, STORAGE_PORT, HEAP, JAVA_HOME, JVM_OPTIONS);

    private EmbeddedCassandraSettings() {}

    /** @throws InvalidSettingException for a value that cannot be used */
    public static EmbeddedCassandraConfig read(Settings settings) {
        String javaHome = settings.text(JAVA_HOME);
        return new EmbeddedCassandraConfig(
                settings.path(LIB).toAbsolutePath(),
                settings.path(DATA).toAbsolutePath(),
                settings.port(PORT),
                settings.port(STORAGE_PORT),
                (int) settings.number(HEAP, 512, 65_536),
                javaHome.isEmpty() ? Path.of(System.getProperty("java.home")) : settings.path(JAVA_HOME),
                jvmOptions(settings));
    }

    private static List<String> jvmOptions(Settings settings) {
        List<String> options = Stream.of(settings.text(JVM_OPTIONS).split("\\s+"))
                .filter(option -> !option.isEmpty())
                .toList();
        for (String option : options) {
            // Java would take it for the class to run.
            if (!option.startsWith("-")) {
                throw new InvalidSettingException(JVM_OPTIONS.key()
                        + " must list options for Java separated by spaces, each with a hyphen in front; it has '"
                        + option + "'.");
            }
        }
        return options;
    }
}
