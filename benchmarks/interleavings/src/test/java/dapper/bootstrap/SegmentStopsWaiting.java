// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the child was handed over once, with the others or by itself")
@State
public class SegmentStopsWaiting {
    private final Span root = CountedSpans.root();
    private final Span child = CountedSpans.child(root);

    @Actor
    public void rootIsSentAsUnfinished() {
        root.segment().stopWaiting();
    }

    @Actor
    public void childEnds() {
        child.end();
    }

    @Arbiter
    public void afterwards(I_Result result) {
        result.r1 = CountedSpans.handedOver(child);
    }
}
