// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Span;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "taken once, at once or afterwards")
@State
public class QueueHandOver {
    private final SpanQueue queue = new SpanQueue(8, 1 << 20);
    private final Span chain = Chains.finished();
    private int taken;

    @Actor
    public void oneOffers() {
        queue.offer(chain);
    }

    @Actor
    public void consumerTakes() {
        taken = Chains.export(queue);
    }

    /** Taken, exported, neither. */
    @Arbiter
    public void afterwards(III_Result result) {
        for (int spans = Chains.export(queue); spans > 0; spans = Chains.export(queue)) {
            taken += spans;
        }
        QueueCounts counts = queue.counts();
        result.r1 = taken;
        result.r2 = (int) counts.exported();
        result.r3 = (int) (counts.queued() + counts.dropped());
    }
}
