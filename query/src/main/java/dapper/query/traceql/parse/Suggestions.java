// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what the author of a wrong query meant. */
final class Suggestions {

    /** First parts of the names that the semantic conventions give to attributes of resources. */
    private static final List<String> RESOURCE_PREFIXES = List.of(
            "service.",
            "k8s.",
            "host.",
            "cloud.",
            "container.",
            "process.",
            "deployment.",
            "os.",
            "telemetry.",
            "faas.");

    private Suggestions() {}

    /** Lists the scoped intrinsics that begin with this, such as {@code trace:}. */
    static List<String> intrinsics(String prefix) {
        List<String> texts = new ArrayList<>();
        for (Intrinsic intrinsic : Intrinsic.values()) {
            if (intrinsic.text().startsWith(prefix)) {
                texts.add(intrinsic.text());
            }
        }
        return texts;
    }

    /** The words that may stand in a condition. */
    static List<String> conditionWords() {
        List<String> words = new ArrayList<>(List.of("true", "false", "nil", "minInt", "maxInt"));
        for (Intrinsic intrinsic : Intrinsic.values()) {
            words.add(intrinsic.text());
            words.addAll(intrinsic.otherTexts());
        }
        for (Literal.Status status : Literal.Status.values()) {
            words.add(status.text());
        }
        for (Literal.Kind kind : Literal.Kind.values()) {
            words.add(kind.text());
        }
        return words;
    }

    static String withScope(String attribute) {
        boolean resource = RESOURCE_PREFIXES.stream().anyMatch(attribute::startsWith);
        return (resource ? "resource." : "span.") + attribute;
    }

    /** A question with the nearest word, or a list of all of them if none is near. */
    static String didYouMean(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return nearest == null ? "Known are " + String.join(", ", known) + "." : "Did you mean " + nearest + "?";
    }

    /** Returns the known word that needs the fewest changes, at most about a third of its letters; null if none does. */
    static @Nullable String nearest(String word, Collection<String> known) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        for (String candidate : known) {
            int changes = changes(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (changes < best && changes <= Math.max(1, (candidate.length() + 1) / 3)) {
                best = changes;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Insertions, deletions and replacements; words that differ much in length are not compared. */
    private static int changes(String from, String to) {
        if (Math.abs(from.length() - to.length()) > to.length()) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
