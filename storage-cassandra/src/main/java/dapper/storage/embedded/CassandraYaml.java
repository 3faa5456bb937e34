// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The node's configuration: the resource {@code cassandra.yaml} with this node's folder and ports. */
final class CassandraYaml {
    private CassandraYaml() {}

    static String text(Path root, int port, int storagePort, CommitLogAccess commitLog) {
        try (InputStream template = CassandraYaml.class.getResourceAsStream("cassandra.yaml")) {
            if (template == null) {
                throw new IllegalStateException("cassandra.yaml is missing from the jar");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    // YAML text in single quotes has only one escape.
                    .replace("${root}", root.toString().replace("'", "''"))
                    .replace("${port}", Integer.toString(port))
                    .replace("${storage-port}", Integer.toString(storagePort))
                    .replace("${commit-log-access}", commitLog.setting());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
