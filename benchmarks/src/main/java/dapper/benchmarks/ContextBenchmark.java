// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.bootstrap.http.RequestTask;
import dapper.instrumentation.executors.boot.PoolTasks;
import dapper.javaagent.deliver.NoopPipeline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.Executor;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * A context captured where a task is submitted and restored where it runs. Tasks run immediately, so that only this is
 * measured and no hand-over between threads.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextBenchmark {
    private static final Executor EXECUTOR = Runnable::run;

    /** A thread in a request recorded by Dapper. */
    @State(Scope.Benchmark)
    public static class Dapper {
        private @Nullable NoopPipeline pipeline;
        private @Nullable TraceContext request;

        @Setup
        public void start() {
            pipeline = NoopPipeline.start(true);
            request = Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/");
            Current.set(request);
        }

        @TearDown
        public void stop() {
            Current.set(null);
            if (request instanceof dapper.bootstrap.Span span) {
                span.end();
            }
            if (pipeline != null) {
                pipeline.stop();
            }
        }
    }

    /** The same with the OpenTelemetry SDK. */
    @State(Scope.Benchmark)
    public static class OpenTelemetry {
        private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
        private final Span request =
                provider.get("benchmark").spanBuilder("GET").startSpan();
        private final io.opentelemetry.context.Scope scope = request.makeCurrent();

        @TearDown
        public void stop() {
            scope.close();
            request.end();
            provider.close();
        }
    }

    /** The code woven into a pool that receives a task and into a task that runs itself. */
    @Benchmark
    public void executorTask(Dapper state, Blackhole blackhole) {
        Runnable task = () -> blackhole.consume(Current.get());
        PoolTasks.submitted(task);
        @Nullable Object before = TaskRuns.begin(task);
        task.run();
        TaskRuns.end(before);
    }

    /** The wrapper for the tasks of an asynchronous servlet request. */
    @Benchmark
    public void task(Dapper state, Blackhole blackhole) {
        EXECUTOR.execute(RequestTask.of(() -> blackhole.consume(Current.get())));
    }

    @Benchmark
    public void openTelemetryTask(OpenTelemetry state, Blackhole blackhole) {
        EXECUTOR.execute(Context.current().wrap(() -> blackhole.consume(Context.current())));
    }
}
