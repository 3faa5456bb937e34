// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import static dapper.storage.cassandra.calls.Calls.GET;
import static dapper.storage.cassandra.calls.Calls.HOUR;
import static dapper.storage.cassandra.calls.Calls.MINUTE;
import static dapper.storage.cassandra.calls.Calls.PUT;
import static dapper.storage.cassandra.calls.Calls.SECOND;
import static dapper.storage.cassandra.calls.Calls.T0;
import static dapper.storage.cassandra.calls.Calls.report;
import static dapper.storage.cassandra.calls.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.NameList;
import dapper.storage.Tenant;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Counted calls in a real Cassandra. */
@ExtendWith(EmbeddedCassandraExtension.class)
class CallStorageTest {
    private final CassandraConfig config;
    private final CassandraStorage storage;

    CallStorageTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
    }

    private Map<CallKey, Long> counts(String service, long from, long to, long step) {
        return Calls.counts(storage, new CallQuery(service, from, to, step));
    }

    @Test
    void findsCallsInTheirTimeRange() throws Exception {
        write(storage, report("range", "a", T0 - 10 * SECOND, Map.of(GET, 1)));
        write(storage, report("range", "a", T0, Map.of(GET, 2, PUT, 3)));
        write(storage, report("range", "b", T0, Map.of(GET, 4)));
        write(storage, report("range", "a", T0 + HOUR, Map.of(GET, 8)));
        write(storage, report("other", "a", T0, Map.of(GET, 16)));

        for (long step : new long[] {10 * SECOND, 60 * SECOND, 600 * SECOND, HOUR, 7 * HOUR}) {
            assertThat(counts("range", T0, T0 + HOUR, step)).isEqualTo(Map.of(GET, 6L, PUT, 3L));
            assertThat(counts("range", T0 - HOUR, T0 + 2 * HOUR, step)).isEqualTo(Map.of(GET, 15L, PUT, 3L));
        }
        assertThat(counts("range", T0, T0 + 60 * SECOND, 10 * SECOND)).isEqualTo(Map.of(GET, 6L, PUT, 3L));
        assertThat(counts("nobody", T0, T0 + HOUR, 60 * SECOND)).isEmpty();
    }

    @Test
    void countsAReportOnceThatIsSentAgainToAnotherCollector() throws Exception {
        CallReport report = report("again", "a", T0, Map.of(GET, 2, PUT, 3));
        write(storage, report);
        write(storage, report);
        try (CassandraStorage other = CassandraStorage.open(config)) {
            write(other, report("again", "a", T0, Map.of(PUT, 3, GET, 2)));
        }

        assertThat(counts("again", T0, T0 + HOUR, 60 * SECOND)).isEqualTo(Map.of(GET, 2L, PUT, 3L));
    }

    @Test
    void keepsTheRequestsAmongWhichAnIntervalIsDivided() throws Exception {
        write(storage, report("divided", "a", T0, Map.of(GET, 2)));
        write(storage, report("divided", "a", T0, Map.of(PUT, 3)));

        assertThat(counts("divided", T0, T0 + HOUR, 60 * SECOND)).isEqualTo(Map.of(GET, 2L, PUT, 3L));
    }

    @Test
    void listsServicesAndProcesses() throws Exception {
        write(storage, report("seen", "b", T0 + MINUTE, Map.of(GET, 1)));
        write(storage, report("seen", "a", T0, Map.of(GET, 1)));
        try (CassandraStorage other = CassandraStorage.open(config)) {
            write(other, report("seen", "b", T0 + 2 * MINUTE, Map.of(GET, 1)));
            write(other, report("seen", "a", T0 - MINUTE, Map.of(GET, 1)));
        }

        CallReader reader = storage.of(Tenant.DEFAULT).callReader();
        assertThat(reader.services().names())
                .contains(new SeenService("seen", T0 - MINUTE, T0 + 2 * MINUTE + 10 * SECOND));
        assertThat(reader.processes("seen"))
                .isEqualTo(new NameList<>(
                        List.of(
                                new SeenProcess(
                                        process("a"), Set.of(CallKind.HTTP_SERVER), T0 - MINUTE, T0 + 10 * SECOND),
                                new SeenProcess(
                                        process("b"),
                                        Set.of(CallKind.HTTP_SERVER),
                                        T0 + MINUTE,
                                        T0 + 2 * MINUTE + 10 * SECOND)),
                        true));
        assertThat(reader.processes("nobody").names()).isEmpty();
    }

    @Test
    void notesEachKindThatAProcessCounts() throws Exception {
        CallKey query = new CallKey(CallKind.DATABASE, "SELECT", "postgresql shop", "", "");
        write(storage, report("kinds", "a", T0, Map.of(GET, 1)));
        write(storage, report("kinds", "a", T0 + 10 * SECOND, Map.of(GET, 1, query, 1)));
        try (CqlSession session = Connection.open(config)) {
            session.execute("INSERT INTO " + config.keyspace()
                    + ".call_process (service, instance, first_seen, last_seen) VALUES ('kinds', 'older', 1, 2)");
        }

        assertThat(storage.of(Tenant.DEFAULT).callReader().processes("kinds").names())
                .extracting(seen -> seen.process().instance(), SeenProcess::kinds)
                .containsExactly(
                        tuple("a", Set.of(CallKind.HTTP_SERVER, CallKind.DATABASE)),
                        tuple("older", Set.of(CallKind.values())));
    }

    private static ServiceProcess process(String instance) {
        return report("seen", instance, T0, Map.of()).process();
    }

    @Test
    void statesThatItStopped() throws Exception {
        for (int i = 0; i < 20; i++) {
            write(storage, report("many", "a", T0 + i * 10 * SECOND, Map.of(GET, 1)));
        }
        CassandraConfig narrow =
                config.toBuilder().searchLimits(config.searchTimeout(), 7).build();
        try (CassandraStorage limited = CassandraStorage.open(narrow)) {
            CallReader.Reading reading = Calls.read(
                    limited, new CallQuery("many", T0, T0 + HOUR, 10 * SECOND), (unixNanos, key, series) -> {});
            assertThat(reading).isEqualTo(new CallReader.Reading(7, "stopped after 7 rows"));
        }
    }
}
