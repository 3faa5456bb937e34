// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import java.util.Arrays;

/**
 * A condition on one label of an alert.
 *
 * @param value text, or a regular expression that is matched with the whole value
 */
public record LabelMatcher(String label, Operator operator, String value) {

    /** The comparison. Its sign is stored. */
    public enum Operator {
        EQUAL("=", false, true),
        NOT_EQUAL("!=", false, false),
        MATCHES("=~", true, true),
        MATCHES_NOT("!~", true, false);

        private final String sign;
        private final boolean regex;
        private final boolean positive;

        Operator(String sign, boolean regex, boolean positive) {
            this.sign = sign;
            this.regex = regex;
            this.positive = positive;
        }

        public String sign() {
            return sign;
        }

        public boolean isRegex() {
            return regex;
        }

        /** Returns false for a negation. */
        public boolean isPositive() {
            return positive;
        }

        public static Operator of(boolean regex, boolean positive) {
            return Arrays.stream(values())
                    .filter(each -> each.regex == regex && each.positive == positive)
                    .findFirst()
                    .orElseThrow();
        }

        /** @throws IllegalArgumentException for a sign that this version does not have */
        public static Operator ofSign(String sign) {
            return Arrays.stream(values())
                    .filter(each -> each.sign.equals(sign))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no operator " + sign));
        }
    }
}
