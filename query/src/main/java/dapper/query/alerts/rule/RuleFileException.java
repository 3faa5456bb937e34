// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

/** A rules file cannot be used; the message is one sentence with the line and the valid values. */
public final class RuleFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param line from 1 */
    RuleFileException(int line, String problem) {
        super("line " + line + ": " + problem);
    }
}
