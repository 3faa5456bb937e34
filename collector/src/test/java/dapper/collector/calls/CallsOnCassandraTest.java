// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import static dapper.collector.calls.CallRequests.SECOND;
import static dapper.collector.calls.CallRequests.T0;
import static dapper.collector.calls.CallRequests.explicit;
import static dapper.collector.calls.CallRequests.explicitPoint;
import static dapper.collector.calls.CallRequests.exponential;
import static dapper.collector.calls.CallRequests.exponentialPoint;
import static dapper.collector.calls.CallRequests.request;
import static dapper.collector.calls.CallRequests.shop;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.storage.Tenant;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From requests to two collectors, of which one ends, to what a reader finds in a real Cassandra. */
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(180)
class CallsOnCassandraTest {
    private final CassandraStorage storage;
    private final CassandraStorage storageOfSecond;
    private final Collector first;
    private final Collector second;

    CallsOnCassandraTest(CassandraConfig config, CassandraStorage storage) {
        this.storage = storage;
        this.storageOfSecond = CassandraStorage.open(config);
        this.first = collector(storage);
        this.second = collector(storageOfSecond);
    }

    private static Collector collector(CassandraStorage of) {
        return Collectors.start(of.writer(), of.of(Tenant.DEFAULT).callWriter());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        storageOfSecond.close();
    }

    private static void send(Collector to, ExportMetricsServiceRequest request) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", to.grpcPort())
                .usePlaintext()
                .build();
        try {
            assertThat(MetricsServiceGrpc.newBlockingStub(channel).export(request))
                    .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }

    private long calls(CallKind kind) {
        long[] calls = {0};
        storage.of(Tenant.DEFAULT)
                .callReader()
                .read(
                        new CallQuery("shop", T0 - 600 * SECOND, T0 + 600 * SECOND, 60 * SECOND),
                        (unixNanos, key, series) -> calls[0] +=
                                key.kind() == kind ? series.durations().count() : 0);
        return calls[0];
    }

    @Test
    void countsReportsOnceWhenACollectorEnds() {
        ExportMetricsServiceRequest report = request(
                shop(),
                exponential(
                        "http.server.request.duration",
                        exponentialPoint(3, -20, 3L, 0L, 2L).build()));
        send(first, report);
        first.close();
        // The acknowledgement was lost with the collector.
        send(second, report);
        send(
                second,
                request(
                        shop(),
                        exponential(
                                "http.server.request.duration",
                                exponentialPoint(3, -20, 1L)
                                        .setStartTimeUnixNano(T0 + 10 * SECOND)
                                        .setTimeUnixNano(T0 + 20 * SECOND)
                                        .build())));

        assertThat(calls(CallKind.HTTP_SERVER)).isEqualTo(6);
    }

    @Test
    void countsCumulativeSeriesOnceWhenACollectorEnds() {
        send(first, cumulative(10, 4L));
        send(second, cumulative(20, 6L));
        first.close();
        send(second, cumulative(20, 6L));
        send(second, cumulative(30, 9L));

        assertThat(calls(CallKind.DATABASE)).isEqualTo(9);
    }

    private static ExportMetricsServiceRequest cumulative(long seconds, Long calls) {
        return request(
                shop(),
                explicit(
                        "db.client.operation.duration",
                        "s",
                        AGGREGATION_TEMPORALITY_CUMULATIVE,
                        explicitPoint(List.of(0.1), calls, 0L)
                                .setTimeUnixNano(T0 + seconds * SECOND)
                                .build()));
    }
}
