// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

@JCStressTest
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "counted for the last time")
@Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "must be counted elsewhere")
@State
public class CallInRetiredCells {
    private final DurationCells cells = new DurationCells();
    private final Durations last = new Durations();

    @Actor
    public void aCallEnds(IZ_Result result) {
        result.r2 = cells.add(DurationCells.place(5), 5);
    }

    @Actor
    public void theCellsAreRetired(IZ_Result result) {
        cells.retireTo(last);
        result.r1 = (int) last.count();
    }
}
