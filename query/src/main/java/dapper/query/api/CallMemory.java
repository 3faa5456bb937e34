// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.query.calls.OutcomesSource;

/** The memory of the calls that one answer adds up, claimed before it is taken. Used by one thread. */
final class CallMemory implements OutcomesSource {
    /** Two histograms with buckets for durations from a microsecond to a minute, and exemplars. */
    static final int BYTES_OF_OUTCOMES = 6 << 10;

    private static final long CLAIM = 1L << 20;

    private final AnswerMemory.Share share;
    /** Every share has as much from the start. */
    private long left = CLAIM;

    CallMemory(AnswerMemory.Share share) {
        this.share = share;
    }

    @Override
    public Outcomes next() {
        take(BYTES_OF_OUTCOMES);
        return new Outcomes();
    }

    /** @throws ProblemException if there is not as much */
    void take(long bytes) {
        if (bytes > left) {
            long more = Math.max(CLAIM, bytes);
            switch (share.claim(more)) {
                case GRANTED -> left += more;
                case TOO_LARGE ->
                    throw ProblemException.tooLarge(
                            "The calls of this answer take more memory than one answer may: choose a shorter time range or"
                                    + " longer steps, or give the service more heap.");
                case REFUSED ->
                    throw ProblemException.overloaded("Other answers take the memory for queries: try again shortly.");
            }
        }
        left -= bytes;
    }
}
