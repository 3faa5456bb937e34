// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.storage.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names and numbers in the sentences of insights. */
final class Words {
    private static final int MOST_CHARACTERS = 80;
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final long SECOND = 1_000_000_000;

    private Words() {}

    /** Three significant digits and a unit: 850 ns, 12.3 ms, 1.24 s, 75 s. */
    static String duration(long nanos) {
        if (nanos >= SECOND / 2000 * 1999) {
            return digits(nanos, SECOND) + " s";
        }
        if (nanos >= 999_500) {
            return digits(nanos, 1_000_000) + " ms";
        }
        return nanos >= 1_000 ? digits(nanos, 1_000) + " µs" : nanos + " ns";
    }

    private static String digits(long nanos, long unit) {
        BigDecimal number = BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit), THREE_DIGITS);
        return number.stripTrailingZeros().toPlainString();
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String times(long number) {
        return number == 1 ? "once" : number == 2 ? "twice" : count(number) + " times";
    }

    /** A name as it is read within a sentence. */
    static String name(String name) {
        String shown = name.isBlank() ? "(no name)" : name.strip();
        return shown.length() <= MOST_CHARACTERS ? shown : shown.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    /** For instance {@code GET /cart in front}. */
    static String spanIn(@Nullable Span span) {
        return span == null ? "a missing span" : name(span.name()) + " in " + name(span.serviceName());
    }
}
