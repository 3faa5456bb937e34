// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("once")
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
class TenantsTest {
    private static final TraceId ID = new TraceId(20, 1);

    private final CassandraStorage storage;
    private final CassandraConfig config;

    TenantsTest(CassandraStorage storage, CassandraConfig config) {
        this.config = config;
        this.storage = storage;
    }

    @Test
    void haveTheirOwnTracesAndNames() throws Exception {
        TenantStorage shop = prepared(storage, "shop");
        Span span = Spans.of(ID, 1).build();
        // The names of the span are new to each tenant, whatever was written for another.
        write(storage.of(Tenant.DEFAULT), span);
        assertThat(shop.reader().trace(ID)).isEmpty();
        assertThat(shop.reader().services().names()).isEmpty();

        write(shop, span);

        assertThat(shop.reader().trace(ID).orElseThrow().spans()).containsExactly(span);
        assertThat(shop.reader().services().names()).containsExactly(span.serviceName());
        assertThat(prepared(storage, "other").reader().trace(ID)).isEmpty();
        assertThat(prepared(storage, "shop")).isSameAs(shop);
    }

    @Test
    void waitOnlyForTheirOwnWrites() {
        try (CassandraStorage slow = CassandraStorage.open(config.toBuilder()
                .maxInFlight(1, 1 << 20)
                .writeDelay(Duration.ZERO)
                .build())) {
            SpanWriter shop = prepared(slow, "shop").writer();
            List<SpanWriter.Request> requests = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                SpanWriter.Request request = slow.writer().begin("orders");
                TraceId id = new TraceId(1000, i);
                request.write(id, List.of(Spans.of(id, 1).build()));
                requests.add(request);
            }

            assertThat(slow.writer().isFull("orders")).isTrue();
            assertThat(shop.isFull("orders")).isFalse();

            requests.forEach(request -> request.giveUp(new StorageUnavailableException("the test ends")));
        }
    }

    @Test
    void haveNamesThatCanBePartOfAKeyspace() {
        for (String name : List.of("Shop", "a-b", "1a", "a b", "a\"; DROP", "a".repeat(25))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Tenant(name));
        }
    }

    @Test
    void arePreparedWhileNoRequestWaits() {
        Tenant unknown = new Tenant("unknown");

        assertThatThrownBy(() -> storage.of(unknown))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessage("the keyspace of tenant unknown is being prepared");

        assertThat(prepared(storage, "unknown").reader().services().names()).isEmpty();
    }

    private static TenantStorage prepared(CassandraStorage of, String tenant) {
        while (true) {
            try {
                return of.of(new Tenant(tenant));
            } catch (StorageUnavailableException e) {
                assertThat(e).hasMessageEndingWith(" is being prepared");
                Thread.yield();
            }
        }
    }

    private static void write(TenantStorage to, Span span) throws Exception {
        to.writer().write(span.traceId(), List.of(span)).toCompletableFuture().get(60, SECONDS);
    }
}
