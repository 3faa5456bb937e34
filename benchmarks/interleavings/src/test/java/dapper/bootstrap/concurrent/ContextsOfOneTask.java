// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.CountedSpans;
import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "each submission's context is there, once")
@State
public class ContextsOfOneTask {
    private final Object task = new Object();

    private void submit() {
        TraceContext previous = Current.swap(CountedSpans.root());
        TaskContexts.attach(task);
        Current.set(previous);
    }

    @Actor
    public void oneSubmits() {
        submit();
    }

    @Actor
    public void anotherSubmits() {
        submit();
    }

    @Arbiter
    public void afterwards(I_Result result) {
        while (TaskContexts.take(task) != null) {
            result.r1++;
        }
    }
}
