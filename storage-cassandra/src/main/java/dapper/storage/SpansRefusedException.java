// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** Some spans of a write can never be stored, however often they are sent; all others of the same write are stored. */
public final class SpansRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int spans;

    /**
     * @param spans how many were refused, at least one
     * @param reason for the first of them, as text for a user
     */
    public SpansRefusedException(int spans, String reason) {
        super(reason, null, false, false);
        this.spans = spans;
    }

    public int spans() {
        return spans;
    }
}
