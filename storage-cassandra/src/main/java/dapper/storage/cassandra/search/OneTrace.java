// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.TraceId;
import org.jspecify.annotations.Nullable;

/** The only candidate of a search that names its trace. No index is read for it. */
final class OneTrace implements CandidateWalk {
    private @Nullable Candidate trace;

    /** @param latest no span of the trace that matches starts later */
    OneTrace(TraceId traceId, long latest) {
        this.trace = new Candidate(latest, traceId, Long.MIN_VALUE, true);
    }

    @Override
    public @Nullable Candidate peek() {
        return trace;
    }

    @Override
    public void take() {
        trace = null;
    }

    @Override
    public long taken() {
        return 0;
    }

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public long ahead() {
        return trace == null ? Long.MIN_VALUE : trace.lastStart();
    }
}
