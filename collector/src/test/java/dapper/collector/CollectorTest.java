// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.sampling.testing.ReservedPort;
import dapper.server.ListenAddress;
import dapper.server.StartException;
import dapper.server.settings.InvalidSettingException;
import dapper.storage.TraceId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CollectorTest {
    private final RecordingWriter storage = new RecordingWriter();

    @Test
    void saysWhichPortIsTakenAndWhatToDo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> Collectors.start(storage, "grpc.port", String.valueOf(port)))
                    .isInstanceOf(StartException.class)
                    .hasMessage("port " + port + " is already in use; stop the other process or set"
                            + " --dapper.collector.grpc.port");
            assertThatThrownBy(() -> Collectors.start(storage, "http.port", String.valueOf(port)))
                    .isInstanceOf(StartException.class)
                    .hasMessage("port " + port + " is already in use; stop the other process or set"
                            + " --dapper.collector.http.port");
        }
    }

    @Test
    void leavesNothingRunningWhenItCannotStart() throws Exception {
        try (ReservedPort grpc = new ReservedPort();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Collectors.start(
                            storage,
                            "grpc.port",
                            String.valueOf(grpc.number()),
                            "http.port",
                            String.valueOf(taken.getLocalPort())))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("--dapper.collector.http.port");

            try (Collector second = Collectors.start(storage, "grpc.port", String.valueOf(grpc.number()))) {
                assertThat(second.grpcPort()).isEqualTo(grpc.number());
            }
        }
    }

    @Test
    void saysWhichAddressItCannotListenOn() {
        assertThatThrownBy(() -> Collectors.start(storage, "grpc.host", "192.0.2.1"))
                .isInstanceOf(StartException.class)
                .hasMessageMatching("cannot listen on 192\\.0\\.2\\.1:0 \\(Cannot assign requested address\\);"
                        + " set --dapper\\.collector\\.grpc\\.host and --dapper\\.collector\\.grpc\\.port");
        assertThatThrownBy(() -> Collectors.start(storage, "http.host", "no such host"))
                .isInstanceOf(StartException.class)
                .hasMessage("the host \"no such host\" is unknown; set --dapper.collector.http.host to an address of"
                        + " this machine, or to 0.0.0.0 for all of them");
    }

    @Test
    void listensOnLoopbackByDefault() {
        CollectorConfig config = CollectorConfig.from(new dapper.server.settings.Settings(key -> null));

        assertThat(config.grpc().address()).isEqualTo(new ListenAddress("dapper.collector.grpc", "127.0.0.1", 4317));
        assertThat(config.http().address()).isEqualTo(new ListenAddress("dapper.collector.http", "127.0.0.1", 4318));
        assertThat(config.samplingCoefficient()).isEqualTo(1);
        assertThat(config.maxRequestBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(config.maxInFlightBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    }

    @Test
    void writesAddressesAsUrlsDo() {
        assertThat(new ListenAddress("grpc", "127.0.0.1", 0).withPort(4317)).isEqualTo("127.0.0.1:4317");
        assertThat(new ListenAddress("grpc", "::1", 0).withPort(4317)).isEqualTo("[::1]:4317");
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatThrownBy(() -> Collectors.config("sampling.coefficient", "2"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.collector.sampling.coefficient must be a number from 0 to 1, not \"2\""
                        + " (greatest probability of a trace to be stored, 0 to 1)");
    }

    @Test
    void describesEverySettingOnce() {
        assertThat(CollectorConfig.SETTINGS).doesNotHaveDuplicates().allSatisfy(setting -> {
            assertThat(setting.key()).startsWith("dapper.collector.");
            assertThat(setting.help()).isNotBlank();
        });
    }

    @Test
    void finishesRequestsInFlightWhenItStops() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        storage.behave(id -> written);
        Collector collector = Collectors.start(storage, "stop-timeout", "60s");
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return HttpClients.post(
                        collector,
                        "application/x-protobuf",
                        request(span(new TraceId(1, 2), 3)).toByteArray());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        while (HttpClients.metric(collector, "dapper_collector_spans_in_flight") < 1) {
            assertThat(answer.isDone()).isFalse();
        }

        var closed = CompletableFuture.runAsync(collector::close);
        while (accepts(collector)) {
            assertThat(closed.isDone()).isFalse();
        }
        // Longer than idle connections are kept at that time.
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> written.complete(null));

        assertThat(answer.get().statusCode()).isEqualTo(200);
        closed.get();
    }

    @Test
    void stopsInTimeThoughStorageIsSilent() throws Exception {
        storage.behave(id -> new CompletableFuture<>());
        Collector collector = Collectors.start(storage, "stop-timeout", "300ms");
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return HttpClients.post(
                        collector,
                        "application/x-protobuf",
                        request(span(new TraceId(1, 2), 3)).toByteArray());
            } catch (Exception e) {
                return e;
            }
        });
        while (HttpClients.metric(collector, "dapper_collector_spans_in_flight") < 1) {
            assertThat(answer.isDone()).isFalse();
        }

        long begun = System.nanoTime();
        collector.close();
        collector.close();

        assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
        while (accepts(collector)) {
            Thread.onSpinWait();
        }
    }

    private static boolean accepts(Collector collector) throws Exception {
        try {
            return HttpClients.get(collector, "/health/ready").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            // The connection was opened a moment too late: the next one will not be.
            return true;
        }
    }
}
