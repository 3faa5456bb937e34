// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Span;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "the consumer went on")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a span waits and nobody wakes the consumer")
@State
public class QueueWakeUp {
    private final SpanQueue queue = new SpanQueue(8, 1 << 20);
    private final Span span = Chains.finished();

    @Actor
    public void consumerWaits() {
        queue.await(1, TimeUnit.HOURS.toNanos(1));
    }

    @Signal
    public void aSpanComes() {
        queue.offer(span);
    }
}
