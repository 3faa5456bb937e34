// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

/** A data point cannot be stored. It has no stack trace, because a request may have many. */
final class RefusedPointException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedPointException(Refusal refusal) {
        super(refusal.description(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
