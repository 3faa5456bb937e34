// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not sent yet")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "sent")
@State
public class QueueCounting {
    private final SpanQueue queue = new SpanQueue(8, 1 << 20);

    public QueueCounting() {
        queue.offer(Chains.finished());
    }

    @Actor
    public void consumerSettles() {
        Chains.export(queue);
    }

    @Actor
    public void somebodyReads(II_Result result) {
        QueueCounts counts = queue.counts();
        result.r1 = (int) counts.exported();
        result.r2 = (int) counts.queued();
    }
}
