// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;

/** Counted calls, those that succeeded and those that failed. */
public record Outcomes(CallSeries succeeded, CallSeries failed) {
    public Outcomes() {
        this(new CallSeries(), new CallSeries());
    }

    public void add(CallKey key, CallSeries series) {
        (key.isError() ? failed : succeeded).add(series);
    }

    public void add(Outcomes other) {
        succeeded.add(other.succeeded);
        failed.add(other.failed);
    }

    public long calls() {
        return succeeded.durations().count() + errors();
    }

    public long errors() {
        return failed.durations().count();
    }

    /** Returns the durations of all, without exemplars. */
    public Durations durations() {
        Durations durations = new Durations();
        durations.add(succeeded.durations());
        durations.add(failed.durations());
        return durations;
    }

    public CallSeries all() {
        CallSeries all = new CallSeries();
        all.add(succeeded);
        all.add(failed);
        return all;
    }
}
