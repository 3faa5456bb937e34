// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.storage.Span;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.settings.Settings;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.ReservedPort;
import dapper.storage.testing.TestNode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers and people are told when it does not work. */
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(180)
class RefusalTest {
    private final TestNode node;

    RefusalTest(TestNode node) {
        this.node = node;
    }

    @Test
    void saysWhereItLookedForCassandra() throws Exception {
        try (ReservedPort port = new ReservedPort()) {
            CassandraConfig nobody = config("dapper.cassandra.contact-points", "127.0.0.1:" + port.number());

            assertThatThrownBy(() -> CassandraStorage.open(nobody))
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessageStartingWith("Cannot reach Cassandra at 127.0.0.1:" + port.number() + " (")
                    .hasMessageEndingWith("). Start it, or set dapper.cassandra.contact-points to where it runs.");
        }
    }

    @Test
    void saysThatAHostCannotBeFound() {
        assertThatThrownBy(
                        () -> CassandraStorage.open(config("dapper.cassandra.contact-points", "no.such.invalid:9042")))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessage("Cannot find the host \"no.such.invalid\" of Cassandra."
                        + " Correct dapper.cassandra.contact-points.");
    }

    @Test
    void namesTheDataCentresThereAre() {
        InetSocketAddress address = node.node().contactPoint();

        assertThatThrownBy(() -> CassandraStorage.open(config("a", "b").at(address, "mars")))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessage("Cassandra at " + address.getHostString() + ":" + address.getPort()
                        + " has no data centre \"mars\"; it has [datacenter1]."
                        + " Set dapper.cassandra.local-datacenter to one of them.");
    }

    @Test
    void refusesAtOnceWhatDoesNotFitAndTakesTheRest() throws Exception {
        String keyspace = node.newKeyspace("refusal").keyspace();
        CassandraConfig narrow = CassandraConfig.from(new Settings(
                        Map.of("dapper.cassandra.keyspace", keyspace, "dapper.cassandra.max-in-flight", "2")::get))
                .at(node.node().contactPoint(), node.node().localDatacenter());
        try (CassandraStorage storage = CassandraStorage.open(narrow)) {
            List<CompletionStage<Void>> writes = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                Span span = Spans.of(new TraceId(7, i), i).build();
                writes.add(storage.writer().write(span.traceId(), List.of(span)));
            }
            int written = 0;
            for (CompletionStage<Void> write : writes) {
                Throwable failure = catchThrowable(
                        () -> write.toCompletableFuture().orTimeout(30, SECONDS).join());
                if (failure == null) {
                    written++;
                } else {
                    assertThat(failure)
                            .isInstanceOf(CompletionException.class)
                            .cause()
                            .isInstanceOf(StorageUnavailableException.class)
                            .hasMessage("Cassandra is busy: too much is being written at once; send it again");
                }
            }
            assertThat(written).isBetween(2, 99);
            // Nothing leaked: there is room again.
            Span last = Spans.of(new TraceId(8, 8), 8).build();
            storage.writer()
                    .write(last.traceId(), List.of(last))
                    .toCompletableFuture()
                    .get(30, SECONDS);
        }
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

    private static CassandraConfig config(String key, String value) {
        return CassandraConfig.from(new Settings(Map.of(key, value)::get));
    }
}
