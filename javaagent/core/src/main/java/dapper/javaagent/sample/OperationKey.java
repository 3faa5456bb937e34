// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * The root operation of a new trace, as far as it is known before the route: kind, name, and the part of the path
 * before the first segment that looks like an identifier, three segments at most.
 *
 * <p>A hash instead of a text, because it is made for every request and must not allocate. Two operations with the same
 * hash would share a budget, which is harmless otherwise.
 */
final class OperationKey {
    private static final int SEGMENTS = 3;
    private static final int CHARACTERS = 64;

    /** As wide as a character of a path: nine of them fit side by side before they overlap. */
    private static final int ROTATION = 7;

    /** 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private OperationKey() {}

    static long of(SpanKind kind, String name, @Nullable String path) {
        long start = name.hashCode() * 8L + kind.otlpNumber();
        return (path == null ? start : path(start * SPREAD, path)) * SPREAD;
    }

    /** Costs a nanosecond a character or less, because it only rotates and adds, with one check of each letter. */
    private static long path(long start, String path) {
        long hash = start;
        long beforeSegment = start;
        int slash = -1;
        int segments = 0;
        int end = Math.min(path.length(), CHARACTERS);
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            if (c <= '9' && c >= '/') {
                if (c == '/') {
                    if (segments++ == SEGMENTS) {
                        return hash;
                    }
                    beforeSegment = hash;
                    slash = i;
                } else if (!isVersion(path, slash, i)) {
                    return beforeSegment;
                }
            }
            hash = Long.rotateLeft(hash, ROTATION) + c;
        }
        return hash;
    }

    /** Matches the digit of {@code /v1}, which is the same in every request. */
    private static boolean isVersion(String path, int slash, int digit) {
        return digit - slash == 2 && path.charAt(slash + 1) == 'v';
    }
}
