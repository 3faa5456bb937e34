// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * Pairs of texts, joined once: an application has few routes and gets many requests. Two pairs that need the same place
 * take turns in it, so the number of places bounds the memory. Threads need no lock, because an entry never changes.
 */
final class JoinedTexts {
    private static final int PLACES = 512;

    private static final class Entry {
        final String first;
        final String second;
        final String joined;

        Entry(String first, String second, String joined) {
            this.first = first;
            this.second = second;
            this.joined = joined;
        }
    }

    private final String separator;
    private final @Nullable Entry[] entries = new Entry[PLACES];

    JoinedTexts(String separator) {
        this.separator = separator;
    }

    String of(String first, String second) {
        int hash = 31 * first.hashCode() + second.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Entry entry = entries[place];
        if (entry == null || !entry.second.equals(second) || !entry.first.equals(first)) {
            entry = new Entry(first, second, first + separator + second);
            entries[place] = entry;
        }
        return entry.joined;
    }
}
