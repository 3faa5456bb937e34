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
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each was handed over once, in one chain or in two")
@State
public class SegmentCompletion {
    private final Span root = CountedSpans.root();
    private final Span child = CountedSpans.child(root);

    @Actor
    public void rootEnds() {
        root.end();
    }

    @Actor
    public void childEnds() {
        child.end();
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r1 = CountedSpans.handedOver(root);
        result.r2 = CountedSpans.handedOver(child);
    }
}
