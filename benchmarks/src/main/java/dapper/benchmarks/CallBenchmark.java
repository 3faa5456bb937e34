// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallListener;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
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

/** One call of an HTTP client, from its start to its end, without headers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    private static final ClientCalls<String, Void, Integer> CALLS = new ClientCalls<>("benchmark", new Getter());

    /** A listener that only takes what it is given. */
    @State(Scope.Benchmark)
    public static class Listening {
        @Setup
        public void start(Blackhole blackhole) {
            CallListener listener = (kind, operation, nanos, status, error) -> blackhole.consume(nanos + status);
            Call.listen(listener);
        }

        @TearDown
        public void stop() {
            Call.listen(null);
        }
    }

    private static void call() {
        Call call = CALLS.start("GET", null);
        if (call != null) {
            CALLS.end(call, 200, null);
        }
    }

    /** A request that makes one call. */
    private static void request() {
        TraceContext request = Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/cart");
        TraceContext before = Current.swap(request);
        call();
        Current.set(before);
    }

    @Benchmark
    public void sampledCall(SpanBenchmark.Sampled state) {
        call();
    }

    @Benchmark
    public void unsampledCall(SpanBenchmark.Unsampled state) {
        call();
    }

    @Benchmark
    public void unsampledCallInRequest(SpanBenchmark.Unsampled state) {
        request();
    }

    @Benchmark
    public void sampledCallWithListener(SpanBenchmark.Sampled state, Listening listening) {
        call();
    }

    @Benchmark
    public void unsampledCallWithListener(SpanBenchmark.Unsampled state, Listening listening) {
        call();
    }

    @Benchmark
    public void unsampledCallInRequestWithListener(SpanBenchmark.Unsampled state, Listening listening) {
        request();
    }

    /** The object that an asynchronous client keeps until its response arrives. */
    @Benchmark
    public Call unsampledCallElsewhere(SpanBenchmark.Unsampled state) {
        Call call = new Call();
        if (CALLS.start(call, "GET", null)) {
            CALLS.end(call, 200, null);
        }
        return call;
    }

    private static final class Getter implements HttpClientGetter<String, Void, Integer> {
        @Override
        public String method(String request) {
            return request;
        }

        @Override
        public void describe(Call call, @Nullable String request, @Nullable Void target) {
            ClientCalls.url(call, "http://shop.example/cart", "http", "shop.example", 80);
        }

        @Override
        public int status(Integer response) {
            return response;
        }

        @Override
        public String protocol(Integer response) {
            return "HTTP/1.1";
        }
    }
}
