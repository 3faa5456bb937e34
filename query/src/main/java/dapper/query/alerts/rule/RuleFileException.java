// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

/** A rule, or a file of them, cannot be used; the message is one sentence with the line and the valid values. */
public final class RuleFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    /**
     * @param line from 1
     * @param field path of the key with the mistake, such as {@code anomaly.side}; empty if it is not that of one key
     */
    RuleFileException(int line, String field, String problem) {
        super("line " + line + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** Returns the path of the key with the mistake; empty if it is not that of one key. */
    public String field() {
        return field;
    }

    /** Returns the message without the line. */
    public String problem() {
        return problem;
    }
}
