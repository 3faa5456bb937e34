// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attribute keys that are stored as a number, one or two bytes, in place of their text.
 *
 * <p>The list is the resource {@code known-keys.txt}. Stored data holds a key's line number, so lines may be added at
 * the end and never moved, changed or removed.
 */
final class KnownKeys {
    private static final List<String> KEYS = load();
    private static final Map<String, Integer> NUMBERS = numbers();

    private KnownKeys() {}

    /** Returns the number of a key, from 1; null if it is not in the list. */
    static @Nullable Integer number(String key) {
        return NUMBERS.get(key);
    }

    static String key(long number) {
        if (number < 1 || number > KEYS.size()) {
            throw new CorruptDataException("key number " + number + " was written by a newer version of Dapper");
        }
        return KEYS.get((int) number - 1);
    }

    static int size() {
        return KEYS.size();
    }

    private static List<String> load() {
        try (InputStream in = KnownKeys.class.getResourceAsStream("known-keys.txt")) {
            if (in == null) {
                throw new IllegalStateException("known-keys.txt is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < KEYS.size(); i++) {
            numbers.put(KEYS.get(i), i + 1);
        }
        return Map.copyOf(numbers);
    }
}
