// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.CountedSpans;
import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not submitted yet")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "runs with the context of who submitted it")
@State
public class ContextHandOver {
    private final TraceContext context = CountedSpans.root();
    private volatile Runnable submitted;

    @Actor
    public void submits() {
        Runnable task = new Task();
        TraceContext previous = Current.swap(context);
        TaskContexts.attach(task);
        Current.set(previous);
        submitted = task;
    }

    @Actor
    public void runs(I_Result result) {
        Runnable task = submitted;
        if (task != null) {
            result.r1 = TaskContexts.take(task) == context ? 1 : -1;
        }
    }

    private static final class Task implements Runnable {
        @Override
        public void run() {}
    }
}
