// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The texts by which index rows of older collectors are found. Different facts may share a term: a search checks the
 * spans themselves before it answers. So a missing term would lose matches, and a superfluous one does no harm.
 */
public final class Term {
    public static final String ERROR = "error=true";

    /** Longer terms are replaced by their prefix and a hash of the whole, so that they can still be found. */
    private static final int LONGEST = 200;

    private static final int KEPT = 100;

    private Term() {}

    public static String tag(String key, String value) {
        return bounded(key + "=" + value);
    }

    public static String operation(String name) {
        return bounded("op=" + name);
    }

    public static String resource(ContentHash hash) {
        HexFormat hex = HexFormat.of();
        return "resource=" + hex.toHexDigits(hash.high()) + hex.toHexDigits(hash.low());
    }

    private static String bounded(String term) {
        if (term.length() <= LONGEST) {
            return term;
        }
        ContentHash hash = ContentHash.of(term.getBytes(StandardCharsets.UTF_8));
        int end = Character.isHighSurrogate(term.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
        return term.substring(0, end) + "#" + HexFormat.of().toHexDigits(hash.high());
    }
}
