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
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them got it")
@State
public class ContextTakenOnce {
    private final Object task = new Object();

    public ContextTakenOnce() {
        TraceContext previous = Current.swap(CountedSpans.root());
        TaskContexts.attach(task);
        Current.set(previous);
    }

    @Actor
    public void oneRuns(II_Result result) {
        result.r1 = TaskContexts.take(task) == null ? 0 : 1;
    }

    @Actor
    public void anotherRuns(II_Result result) {
        result.r2 = TaskContexts.take(task) == null ? 0 : 1;
    }
}
