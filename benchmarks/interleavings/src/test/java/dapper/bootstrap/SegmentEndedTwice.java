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
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the first end counts")
@State
public class SegmentEndedTwice {
    private final Span root = CountedSpans.root();

    @Actor
    public void oneEndsIt() {
        root.end();
    }

    @Actor
    public void anotherEndsIt() {
        root.end();
    }

    @Arbiter
    public void afterwards(I_Result result) {
        result.r1 = CountedSpans.handedOver(root);
    }
}
