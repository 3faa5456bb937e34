// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.bootstrap.Span;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallListener;
import dapper.bootstrap.call.CallTarget;
import dapper.bootstrap.call.EndedCall;
import dapper.javaagent.calls.CallMetrics;
import dapper.javaagent.config.AgentConfig;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The agent's listener alone, as at the end of an unsampled call: without the clock and the description of the call, which {@link
 * CallBenchmark} has. Calls of the operations come in turn, with durations of several octaves.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CallListenerBenchmark {
    private static final int CALLS = 1024;

    /** As many as a process may have by default, and one. */
    @Param({"1", "1000"})
    public int operations;

    private final CallListener listener = new CallMetrics(AgentConfig.load("otel.metrics.exporter=otlp"));
    private final EndedCall[] calls = new EndedCall[CALLS];
    private final long[] nanos = new long[CALLS];

    /** The next call of a thread. */
    @State(Scope.Thread)
    public static class Position {
        private int next;
    }

    @Setup
    public void makeCalls() {
        Random random = new Random(1);
        CallTarget target = CallTarget.of("postgresql", "shop", "db.example", 5432);
        for (int i = 0; i < CALLS; i++) {
            calls[i] = new Ended("SELECT table_" + i % operations, target);
            nanos[i] = (long) (2e6 * Math.exp(random.nextGaussian()));
        }
    }

    @Benchmark
    public void ended(Position position) {
        int i = position.next++ & CALLS - 1;
        listener.ended(calls[i], nanos[i], 0, null);
    }

    private static final class Ended implements EndedCall {
        private final String operation;
        private final CallTarget target;

        Ended(String operation, CallTarget target) {
            this.operation = operation;
            this.target = target;
        }

        @Override
        public CallKind kind() {
            return CallKind.DATABASE;
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public CallTarget target() {
            return target;
        }

        @Override
        public @Nullable String statusName() {
            return null;
        }

        @Override
        public @Nullable Span span() {
            return null;
        }
    }
}
