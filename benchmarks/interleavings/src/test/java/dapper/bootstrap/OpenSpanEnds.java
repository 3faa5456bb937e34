// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it ended first")
@Outcome(id = "101, 0", expect = Expect.ACCEPTABLE, desc = "its snapshot was taken first")
@State
public class OpenSpanEnds {
    private final OpenSpans open = new OpenSpans(2);
    private final Span span = CountedSpans.root();

    public OpenSpanEnds() {
        open.add(span);
    }

    @Actor
    public void ends() {
        open.remove(span);
        span.end();
    }

    @Actor
    public void isSwept() {
        open.sweep(0, 2);
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r1 = CountedSpans.handedOver(span);
        result.r2 = open.size();
    }
}
