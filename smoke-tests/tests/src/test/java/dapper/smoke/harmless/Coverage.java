// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * JaCoCo's data at the exit of a program: classes with the id of their class file, and the number of probes hit in
 * each.
 */
record Coverage(Map<String, Long> ids, Map<String, Integer> hits) {
    private static final int HEADER = 0x01;
    private static final int SESSION = 0x10;
    private static final int CLASS = 0x11;

    static Coverage read(Path file) throws IOException {
        Map<String, Long> ids = new TreeMap<>();
        Map<String, Integer> hits = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            for (int block = in.read(); block >= 0; block = in.read()) {
                switch (block) {
                    case HEADER -> in.skipNBytes(4);
                    case SESSION -> {
                        in.readUTF();
                        in.skipNBytes(16);
                    }
                    case CLASS -> {
                        long id = in.readLong();
                        String name = in.readUTF();
                        ids.put(name, id);
                        hits.put(name, hits(in));
                    }
                    default -> throw new IOException("a block " + block);
                }
            }
        }
        return new Coverage(ids, hits);
    }

    private static int hits(DataInputStream in) throws IOException {
        int count = 0;
        for (int probes = variable(in); probes > 0; probes -= 8) {
            count += Integer.bitCount(in.readUnsignedByte());
        }
        return count;
    }

    private static int variable(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int part = in.readUnsignedByte();
            value |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new EOFException("a number without an end");
    }
}
