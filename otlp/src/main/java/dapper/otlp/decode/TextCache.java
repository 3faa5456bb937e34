// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Strings for frequent byte sequences: attribute keys, span names. Shared by all decoding threads.
 *
 * <p>A slot holds the last text with that hash. A race between two writers loses one text, which only costs another
 * decoding later. So the size is fixed, and a hostile sender can make the cache useless but not large.
 */
final class TextCache {
    private static final int SLOTS = 4096;
    private static final int LONGEST = 128;

    private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

    /** Returns the text of {@code bytes[from, from + length)}; malformed UTF-8 is replaced, not refused. */
    String text(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int slot = slot(bytes, from, length);
        Entry known = slots.getPlain(slot);
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
            return known.text;
        }
        Entry entry = new Entry(
                Arrays.copyOfRange(bytes, from, from + length),
                new String(bytes, from, length, StandardCharsets.UTF_8));
        slots.setRelease(slot, entry);
        return entry.text;
    }

    private static int slot(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    /** Final fields: safe to publish through a data race. */
    private static final class Entry {
        private final byte[] bytes;
        private final String text;

        Entry(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }
}
