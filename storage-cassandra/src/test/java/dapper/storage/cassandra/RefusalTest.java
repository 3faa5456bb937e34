// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dapper.sampling.testing.ReservedPort;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.SpansRefusedException;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The errors that callers and users get when storage does not work. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(180)
class RefusalTest {
    private final TestNode node;

    RefusalTest(TestNode node) {
        this.node = node;
    }

    private static CassandraConfig at(String host, int port) {
        return CassandraConfig.builder()
                .contactPoints(List.of(InetSocketAddress.createUnresolved(host, port)))
                .build();
    }

    @Test
    void saysWhereItLookedForCassandra() throws Exception {
        try (ReservedPort port = new ReservedPort()) {
            CassandraConfig nobody = at("127.0.0.1", port.number());

            assertThatThrownBy(() -> CassandraStorage.open(nobody))
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessageStartingWith("Cannot reach Cassandra at 127.0.0.1:" + port.number() + " (")
                    .hasMessageEndingWith("). Start it, or set dapper.cassandra.contact-points to where it runs.");
        }
    }

    @Test
    void saysThatAHostCannotBeFound() {
        assertThatThrownBy(() -> CassandraStorage.open(at("no.such.invalid", 9042)))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessage("Cannot find the host \"no.such.invalid\" of Cassandra."
                        + " Correct dapper.cassandra.contact-points.");
    }

    @Test
    void namesTheDataCentresThereAre() {
        InetSocketAddress address = node.node().contactPoint();

        assertThatThrownBy(() ->
                        CassandraStorage.open(CassandraConfig.builder().build().at(address, "mars")))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessage("Cassandra at " + address.getHostString() + ":" + address.getPort()
                        + " has no data centre \"mars\"; it has [datacenter1]."
                        + " Set dapper.cassandra.local-datacenter to one of them.");
    }

    @Test
    void storesMoreTracesAndLargerSpansThanItTakesAtATime() throws Exception {
        CassandraConfig narrow =
                node.newKeyspace("narrow").toBuilder().maxInFlight(2, 1 << 20).build();
        try (CassandraStorage storage = CassandraStorage.open(narrow)) {
            SpanWriter.Request request = storage.writer().begin("orders");
            List<CompletionStage<Void>> writes = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                int size = i % 50 == 0 ? 3 << 20 : 10;
                Span span = Spans.of(new TraceId(7, i), i)
                        .tag("n", "x".repeat(size))
                        .build();
                writes.add(request.write(span.traceId(), List.of(span)));
            }
            for (CompletionStage<Void> write : writes) {
                write.toCompletableFuture().get(60, SECONDS);
            }
            for (int i = 1; i <= 100; i++) {
                assertThat(storage.reader().trace(new TraceId(7, i))).isPresent();
            }
        }
    }

    @Test
    void refusesForGoodOnlyTheSpansThatCassandraCanNeverTake() throws Exception {
        try (CassandraStorage storage = CassandraStorage.open(node.newKeyspace("poison"))) {
            TraceId id = new TraceId(6, 6);
            Span good = Spans.of(id, 1).build();
            Span longName = Spans.of(id, 2).name("é".repeat(40_000)).build();
            Span longService = Spans.of(id, 3).service("s".repeat(70_000)).build();
            Span large = Spans.of(id, 4).tag("n", "x".repeat((8 << 20) + 1)).build();
            Span justFits = Spans.of(id, 5).name("n".repeat(65_000)).build();
            Span serviceJustFits = Spans.of(id, 6).service("s".repeat(65_000)).build();

            assertThatThrownBy(() -> storage.writer()
                            .write(id, List.of(longName, good, longService, large, justFits, serviceJustFits))
                            .toCompletableFuture()
                            .get(60, SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SpansRefusedException.class,
                            refused -> assertThat(refused.spans()).isEqualTo(3))
                    .hasMessage("the span name has more than 65000 bytes");

            assertThat(storage.reader().trace(id).orElseThrow().spans())
                    .containsExactlyInAnyOrder(good, justFits, serviceJustFits);
        }
    }

    /** The cluster's own rules, which cannot be known in advance: here a column that takes ASCII only. */
    @Test
    void findsTheSpansThatCassandraRefusesAndStoresTheOthers() throws Exception {
        CassandraConfig config = node.newKeyspace("guarded");
        try (CassandraStorage storage = CassandraStorage.open(config);
                CqlSession session = session()) {
            session.execute("DROP TABLE " + config.keyspace() + ".operation");
            session.execute("CREATE TABLE " + config.keyspace() + ".operation (service text, name ascii, kind tinyint,"
                    + " PRIMARY KEY (service, name, kind))");
            TraceId id = new TraceId(5, 5);
            List<Span> spans = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                spans.add(Spans.of(id, i)
                        .name(i % 90 == 0 ? "poison " + i + "é" : "good")
                        .build());
            }

            assertThatThrownBy(() -> storage.writer()
                            .write(id, spans)
                            .toCompletableFuture()
                            .get(60, SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SpansRefusedException.class,
                            refused -> assertThat(refused.spans()).isEqualTo(2))
                    .hasMessageStartingWith("Cassandra refused it: ");

            spans.removeIf(span -> span.name().startsWith("poison"));
            assertThat(storage.reader().trace(id).orElseThrow().spans()).containsExactlyInAnyOrderElementsOf(spans);
        }
    }

    @Test
    void takesAMissingTableForNoFaultOfTheSpans() throws Exception {
        CassandraConfig config = node.newKeyspace("missing");
        try (CassandraStorage storage = CassandraStorage.open(config);
                CqlSession session = session()) {
            session.execute("DROP TABLE " + config.keyspace() + ".operation");
            Span span = Spans.of(new TraceId(4, 4), 4).build();

            assertThatThrownBy(() -> storage.writer()
                            .write(span.traceId(), List.of(span))
                            .toCompletableFuture()
                            .get(60, SECONDS))
                    .cause()
                    .isInstanceOf(StorageUnavailableException.class);
        }
    }

    private CqlSession session() {
        return CqlSession.builder()
                .addContactPoint(node.node().contactPoint())
                .withLocalDatacenter(node.node().localDatacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(60))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(60))
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(60))
                        .build())
                .build();
    }

    @Test
    void failsAWriteAfterTheSessionIsClosed() {
        CassandraStorage storage = CassandraStorage.open(node.newKeyspace("closed"));
        storage.close();
        Span span = Spans.of(new TraceId(9, 9), 9).build();

        assertThatThrownBy(() -> storage.writer()
                        .write(span.traceId(), List.of(span))
                        .toCompletableFuture()
                        .get(30, SECONDS))
                .cause()
                .isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> storage.reader().trace(span.traceId()))
                .isInstanceOf(StorageUnavailableException.class);
    }
}
