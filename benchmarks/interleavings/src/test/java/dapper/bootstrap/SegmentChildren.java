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
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both go with their root")
@State
public class SegmentChildren {
    private final Span root = CountedSpans.root();
    private final Span first = CountedSpans.child(root);
    private final Span second = CountedSpans.child(root);

    @Actor
    public void oneChildEnds() {
        first.end();
    }

    @Actor
    public void anotherChildEnds() {
        second.end();
    }

    @Arbiter
    public void rootEnds(II_Result result) {
        root.end();
        result.r1 = CountedSpans.handedOver(first);
        result.r2 = CountedSpans.handedOver(second);
    }
}
