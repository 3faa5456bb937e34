// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

/**
 * The outcome of an attempt to notify a receiver.
 *
 * @param taken whether the receiver has taken the notification
 * @param problem why it has not, or who of its people has not got it; empty for none
 * @param mayBeTheBody whether another body may be taken
 */
record Outcome(boolean taken, String problem, boolean mayBeTheBody) {
    static final Outcome TAKEN = new Outcome(true, "", false);

    static Outcome failed(String problem) {
        return new Outcome(false, problem, false);
    }
}
