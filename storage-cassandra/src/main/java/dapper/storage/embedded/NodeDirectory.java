// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The node's folder: created and checked before each start. Its configuration is rewritten, its data is kept. */
final class NodeDirectory {
    private final Path root;
    private final DiskSpace space;

    NodeDirectory(Path root) {
        this.root = root;
        this.space = new DiskSpace(this::fullest, System::nanoTime);
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

    private Path commitLog() {
        return root.resolve("commitlog");
    }

    void prepare(int port, int storagePort) {
        try {
            for (Path folder : List.of(logs(), triggers(), configuration().resolveSibling("."))) {
                Files.createDirectories(folder.normalize());
            }
            CommitLogAccess access = CommitLogAccess.of(Files.exists(commitLog()) ? commitLog() : root);
            Files.writeString(configuration(), CassandraYaml.text(root, port, storagePort, access));
        } catch (IOException e) {
            throw new EmbeddedCassandraException(unwritable(root, e), e);
        }
        requireSpace();
        String unwritable = unwritable();
        if (unwritable != null) {
            throw new EmbeddedCassandraException(unwritable);
        }
    }

    /** Returns the folder in which no file can be created, and what to do; null if there is none. */
    @Nullable
    String unwritable() {
        for (Path folder : disks()) {
            try {
                Files.delete(Files.createTempFile(folder, "writable", null));
            } catch (IOException e) {
                return unwritable(folder, e);
            }
        }
        return null;
    }

    private static String unwritable(Path folder, IOException e) {
        return "The embedded Cassandra cannot write to its data folder " + folder + " (" + reason(e)
                + "). Make that folder writable for this user, or choose another one with dapper.cassandra.data.";
    }

    private DiskSpace.Folder fullest() {
        return disks().stream()
                .map(folder -> new DiskSpace.Folder(folder, folder.toFile().getUsableSpace()))
                .min(Comparator.comparingLong(DiskSpace.Folder::free))
                .orElseThrow();
    }

    /** An operator may have put the commit log or the data on a disk of its own. Before the first start neither exists. */
    private List<Path> disks() {
        return Stream.concat(
                        Stream.of(root),
                        Stream.of(commitLog(), root.resolve("data")).filter(Files::exists))
                .toList();
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
