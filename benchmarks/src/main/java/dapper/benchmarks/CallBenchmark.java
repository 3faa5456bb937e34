// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Current;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallListener;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import dapper.bootstrap.http.HttpServerGetter;
import dapper.bootstrap.http.ServerCalls;
import dapper.javaagent.calls.CallMetrics;
import dapper.javaagent.config.AgentConfig;
import java.util.List;
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

/** One call of an HTTP client, from its start to its end, without headers; and one request to an HTTP server. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    private static final ClientCalls<String, Void, Integer> CALLS = new ClientCalls<>("benchmark", new Getter());

    private static final ServerCalls<String, Integer> REQUESTS =
            new ServerCalls<>("benchmark-server", new RequestGetter());
    private static final AttributeKey[] FIVE = {
        AttributeKey.of("http.request.method"),
        AttributeKey.of("url.path"),
        AttributeKey.of("server.address"),
        AttributeKey.of("server.port"),
        AttributeKey.of("http.response.status_code")
    };

    /** A listener that only takes what it is given. */
    @State(Scope.Benchmark)
    public static class Listening {
        @Setup
        public void start(Blackhole blackhole) {
            CallListener listener = (endedCall, nanos, status, error) -> blackhole.consume(nanos + status);
            CallListening.listen(listener);
        }

        @TearDown
        public void stop() {
            CallListening.listen(null);
        }
    }

    /** The agent's own listener, which counts calls. */
    @State(Scope.Benchmark)
    public static class Counting {
        @Setup
        public void start() {
            CallListening.listen(new CallMetrics(AgentConfig.load("otel.metrics.exporter=otlp")));
        }

        @TearDown
        public void stop() {
            CallListening.listen(null);
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

    @Benchmark
    public void sampledCallCounted(SpanBenchmark.Sampled state, Counting counting) {
        call();
    }

    @Benchmark
    public void unsampledCallCounted(SpanBenchmark.Unsampled state, Counting counting) {
        call();
    }

    @Benchmark
    public void unsampledCallInRequestCounted(SpanBenchmark.Unsampled state, Counting counting) {
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

    /** One visit of one thread. The request has a route and no headers but the name of the host. */
    private static void serve() {
        ServerCall call = REQUESTS.start("/cart");
        if (call != null) {
            call.enter(true);
            if (call.isObserved()) {
                ServerCalls.route(call, "/cart");
            }
            ServerCall.leave();
            REQUESTS.end(call, 200, null);
        }
    }

    /** As {@link SpanBenchmark#rootSpan}, for comparison with the bar of a span: five attributes. */
    @Benchmark
    public void sampledServerCall(SpanBenchmark.Sampled state) {
        ServerCall call = ServerCall.start(null, "GET", "/cart");
        if (call != null) {
            call.enter(true);
            Span span = call.span();
            if (span != null) {
                for (AttributeKey key : FIVE) {
                    span.set(key, "/cart");
                }
            }
            ServerCall.leave();
            call.end(200);
        }
    }

    @Benchmark
    public void sampledRequest(SpanBenchmark.Sampled state) {
        serve();
    }

    @Benchmark
    public void unsampledRequest(SpanBenchmark.Unsampled state) {
        serve();
    }

    @Benchmark
    public void sampledRequestWithListener(SpanBenchmark.Sampled state, Listening listening) {
        serve();
    }

    @Benchmark
    public void unsampledRequestWithListener(SpanBenchmark.Unsampled state, Listening listening) {
        serve();
    }

    @Benchmark
    public void sampledRequestCounted(SpanBenchmark.Sampled state, Counting counting) {
        serve();
    }

    @Benchmark
    public void unsampledRequestCounted(SpanBenchmark.Unsampled state, Counting counting) {
        serve();
    }

    private static final class RequestGetter implements HttpServerGetter<String, Integer> {
        @Override
        public @Nullable String header(String request, String name) {
            return null;
        }

        @Override
        public @Nullable String first(String request, String name) {
            return null;
        }

        @Override
        public Iterable<String> names(String request) {
            return List.of();
        }

        @Override
        public String method(String request) {
            return "GET";
        }

        @Override
        public String path(String request) {
            return request;
        }

        @Override
        public @Nullable String query(String request) {
            return null;
        }

        @Override
        public String scheme(String request) {
            return "http";
        }

        @Override
        public String authority(String request) {
            return "shop.example:8080";
        }

        @Override
        public String protocol(String request) {
            return "HTTP/1.1";
        }

        @Override
        public String peerAddress(String request) {
            return "192.0.2.1";
        }

        @Override
        public int peerPort(String request) {
            return 54_321;
        }

        @Override
        public int status(Integer response, boolean thrown) {
            return response;
        }
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
