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
@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "it came while the queue was full")
@Outcome(id = "2, 0, 0", expect = Expect.ACCEPTABLE, desc = "the consumer had made room")
@State
public class QueueRoom {
    private final SpanQueue queue = new SpanQueue(1, 1 << 20);
    private final Span chain = Chains.finished();

    public QueueRoom() {
        queue.offer(Chains.finished());
    }

    @Actor
    public void oneOffers() {
        queue.offer(chain);
    }

    @Actor
    public void consumerTakes() {
        Chains.export(queue);
    }

    /** Exported, dropped, still held. */
    @Arbiter
    public void afterwards(III_Result result) {
        while (Chains.export(queue) > 0) {
            // until it is empty
        }
        QueueCounts counts = queue.counts();
        result.r1 = (int) counts.exported();
        result.r2 = (int) counts.dropped(DropReason.QUEUE_FULL);
        result.r3 = (int) counts.queued();
    }
}
