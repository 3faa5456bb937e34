// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The node's folder: created and checked before each start. Its configuration is rewritten, its data is kept. */
final class NodeDirectory {
    private final Path root;
    private final DiskSpace space;

    NodeDirectory(Path root) {
        this.root = root;
        this.space = new DiskSpace(root.toString(), () -> root.toFile().getUsableSpace(), System::nanoTime);
    }

    Path root() {
        return root;
    }

    Path configuration() {
        return root.resolve("conf/cassandra.yaml");
    }

    Path triggers() {
        return root.resolve("triggers");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log() {
        return logs().resolve("cassandra.log");
    }

    void prepare(int port, int storagePort) {
        try {
            for (Path folder : List.of(logs(), triggers(), configuration().resolveSibling("."))) {
                Files.createDirectories(folder.normalize());
            }
            Files.writeString(configuration(), CassandraYaml.text(root, port, storagePort));
        } catch (IOException e) {
            throw new EmbeddedCassandraException(
                    "The embedded Cassandra cannot write to its data folder " + root + " (" + reason(e)
                            + "). Make that folder writable for this user, or choose another one with dapper.cassandra.data.",
                    e);
        }
        requireSpace();
    }

    DiskSpace space() {
        return space;
    }

    private void requireSpace() {
        if (!space.isEnoughToStart()) {
            throw new EmbeddedCassandraException(space.sentence());
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
    }
}
