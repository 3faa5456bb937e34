// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

@JCStressTest
@Outcome(id = "0, 5", expect = Expect.ACCEPTABLE, desc = "in the second interval")
@Outcome(id = "1, 5", expect = Expect.ACCEPTABLE, desc = "in the first interval, with its duration in either")
@State
public class CallCounted {
    private final DurationCells cells = new DurationCells();
    private final Durations first = new Durations();
    private final Durations second = new Durations();

    @Actor
    public void aCallEnds() {
        cells.add(DurationCells.place(5), 5);
    }

    @Actor
    public void theFirstIntervalEnds() {
        cells.takeTo(first);
    }

    /** A duration that is late counts in the interval of the next call. */
    @Arbiter
    public void afterwards(IJ_Result result) {
        cells.add(0, 0);
        cells.takeTo(second);
        result.r1 = first.count() + second.count() == 2 ? (int) first.count() : -1;
        result.r2 = first.sum() + second.sum();
    }
}
