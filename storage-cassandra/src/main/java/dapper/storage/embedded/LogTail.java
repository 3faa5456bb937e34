// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a possibly large log. */
final class LogTail {
    private static final int BYTES = 8 << 10;

    private LogTail() {}

    /** Empty if the file cannot be read: the lines only help a user. */
    static List<String> lines(Path log) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - BYTES));
            ByteBuffer tail = ByteBuffer.allocate(BYTES);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Read on to the end.
            }
            return new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
