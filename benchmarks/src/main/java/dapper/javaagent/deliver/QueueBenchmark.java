// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Offering one trace while the export thread takes them out; run it with {@code -t 1}, {@code -t 2}, {@code -t 8}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueueBenchmark {
    private @Nullable NoopPipeline pipeline;

    /** A finished trace of one span; the queue accepts it repeatedly. */
    @State(Scope.Thread)
    public static class Trace {
        private @Nullable Span chain;

        @Setup
        public void record(QueueBenchmark benchmark) {
            chain = (Span) Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, null);
            Objects.requireNonNull(chain).end();
        }
    }

    @Setup
    public void start() {
        pipeline = NoopPipeline.start(true);
    }

    @TearDown
    public void stop() {
        if (pipeline != null) {
            pipeline.stop();
        }
    }

    @Benchmark
    public void offer(Trace trace) {
        if (pipeline != null && trace.chain != null) {
            pipeline.queue().offer(trace.chain);
        }
    }
}
