// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How the node writes its commit log: past the page cache, which takes a quarter less CPU time for each span, or through
 * mapped memory where the file system has no such writes.
 */
enum CommitLogAccess {
    DIRECT("direct"),
    MAPPED("mmap");

    private final String setting;

    CommitLogAccess(String setting) {
        this.setting = setting;
    }

    /** Returns the value of Cassandra's {@code commitlog_disk_access_mode}. */
    String setting() {
        return setting;
    }

    /**
     * Writes one block to a file in the folder as Cassandra would. Cassandra itself asks for the block size alone, and then
     * fails on file systems that have one and refuse such writes, such as tmpfs.
     */
    static CommitLogAccess of(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "direct", null);
            try {
                return writesDirectly(file) ? DIRECT : MAPPED;
            } finally {
                Files.delete(file);
            }
        } catch (IOException
                | ReflectiveOperationException
                | UnsupportedOperationException
                | IllegalArgumentException e) {
            return MAPPED;
        }
    }

    private static boolean writesDirectly(Path file) throws IOException, ReflectiveOperationException {
        // By name: newer compilers refuse the constant itself as internal, although its module exports it.
        OpenOption pastThePageCache = (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption")
                .getField("DIRECT")
                .get(null);
        int block = Math.toIntExact(Files.getFileStore(file).getBlockSize());
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(2 * block).alignedSlice(block).limit(block);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, pastThePageCache)) {
            return channel.write(buffer) == block;
        }
    }
}
