// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import org.jspecify.annotations.Nullable;

/**
 * Pairs of texts, joined once: an application has few routes and topics, and many requests and messages. A pair has a
 * choice of two places, so that two frequent ones do not displace each other; their number bounds the memory. Threads
 * need no lock, because an entry never changes.
 */
public final class JoinedTexts {
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

        boolean isOf(String first, String second) {
            return this.second.equals(second) && this.first.equals(first);
        }
    }

    private final String separator;
    private final @Nullable Entry[] entries = new Entry[PLACES];

    public JoinedTexts(String separator) {
        this.separator = separator;
    }

    public String of(String first, String second) {
        int hash = 31 * first.hashCode() + second.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Entry entry = entries[place];
        if (entry != null && entry.isOf(first, second)) {
            return entry.joined;
        }
        Entry other = entries[place ^ 1];
        if (other != null && other.isOf(first, second)) {
            return other.joined;
        }
        Entry made = new Entry(first, second, first + separator + second);
        if (entry != null) {
            entries[place ^ 1] = entry;
        }
        entries[place] = made;
        return made.joined;
    }
}
