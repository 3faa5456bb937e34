// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** The type of a field expression, as far as the text of a query determines it. */
public enum ValueType {
    STRING("a string"),
    INTEGER("an integer"),
    FLOAT("a float"),
    DURATION("a duration"),
    BOOLEAN("a boolean"),
    STATUS("a status"),
    KIND("a kind"),
    /** An attribute: the type is that of the data, and matches every other. */
    ATTRIBUTE("an attribute");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As a message names it, such as "an integer". */
    public String words() {
        return words;
    }

    /** Numbers and durations can be compared and computed with each other. */
    public boolean isNumeric() {
        return this == INTEGER || this == FLOAT || this == DURATION;
    }
}
