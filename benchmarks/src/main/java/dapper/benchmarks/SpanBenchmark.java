// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.javaagent.deliver.NoopPipeline;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Create, five attributes, finish, hand over to the real queue: the paper's table 1, per span. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpanBenchmark {
    private static final AttributeKey METHOD = AttributeKey.of("http.request.method");
    private static final AttributeKey PATH = AttributeKey.of("url.path");
    private static final AttributeKey ADDRESS = AttributeKey.of("server.address");
    private static final AttributeKey PORT = AttributeKey.of("server.port");
    private static final AttributeKey STATUS = AttributeKey.of("http.response.status_code");

    /** Keeps every trace. */
    @State(Scope.Benchmark)
    public static class Sampled {
        private @Nullable NoopPipeline pipeline;

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
    }

    /** Keeps none. */
    @State(Scope.Benchmark)
    public static class Unsampled {
        private @Nullable NoopPipeline pipeline;

        @Setup
        public void start() {
            pipeline = NoopPipeline.start(false);
        }

        @TearDown
        public void stop() {
            if (pipeline != null) {
                pipeline.stop();
            }
        }
    }

    /** Keeps ten a second, as the agent does by default: nearly none here. */
    @State(Scope.Benchmark)
    public static class Adaptive {
        private @Nullable NoopPipeline pipeline;

        @Setup
        public void start() {
            pipeline = NoopPipeline.startAdaptive();
        }

        @TearDown
        public void stop() {
            if (pipeline != null) {
                pipeline.stop();
            }
        }
    }

    private static void describe(@Nullable TraceContext context) {
        if (context instanceof Span span) {
            span.set(METHOD, "GET")
                    .set(PATH, "/cart")
                    .set(ADDRESS, "shop.example")
                    .set(PORT, 8080)
                    .set(STATUS, 200)
                    .end();
        }
    }

    private static void root(int children) {
        root(children, "/cart");
    }

    private static void root(int children, String path) {
        TraceContext root = Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, path);
        TraceContext before = Current.swap(root);
        for (int i = 0; i < children; i++) {
            TraceContext call = Tracer.startCall(Current.get(), "SELECT cart", SpanKind.CLIENT, METHOD);
            TraceContext caller = Current.swap(call);
            Current.set(caller);
            describe(call);
        }
        Current.set(before);
        describe(root);
    }

    @Benchmark
    public void rootSpan(Sampled state) {
        root(0);
    }

    /** A request of eight spans; the figure is for one of them. */
    @Benchmark
    @OperationsPerInvocation(8)
    public void spanOfEight(Sampled state) {
        root(7);
    }

    @Benchmark
    public void unsampledRoot(Unsampled state) {
        root(0);
    }

    @Benchmark
    public void adaptiveRoot(Adaptive state) {
        root(0);
    }

    /** The longest scan of a usual path: the operation is known after its third segment. */
    @Benchmark
    public void adaptiveRootOfLongPath(Adaptive state) {
        root(0, "/api/v1/orders/4711/items");
    }

    @Benchmark
    @OperationsPerInvocation(8)
    public void unsampledOfEight(Unsampled state) {
        root(7);
    }
}
