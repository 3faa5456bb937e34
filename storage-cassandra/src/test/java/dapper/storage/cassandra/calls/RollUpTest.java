// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import static dapper.storage.cassandra.calls.Calls.GET;
import static dapper.storage.cassandra.calls.Calls.HOUR;
import static dapper.storage.cassandra.calls.Calls.MINUTE;
import static dapper.storage.cassandra.calls.Calls.PUT;
import static dapper.storage.cassandra.calls.Calls.SECOND;
import static dapper.storage.cassandra.calls.Calls.T0;
import static dapper.storage.cassandra.calls.Calls.counts;
import static dapper.storage.cassandra.calls.Calls.read;
import static dapper.storage.cassandra.calls.Calls.report;
import static dapper.storage.cassandra.calls.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Lease;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums of windows in a real Cassandra. */
@ExtendWith(EmbeddedCassandraExtension.class)
class RollUpTest {
    private static final long[] STEPS = {10 * SECOND, MINUTE, 10 * MINUTE, HOUR};

    private static final AtomicInteger SERVICES = new AtomicInteger();

    private final CassandraConfig config;
    private final CassandraStorage storage;
    private final String service = "shop-" + SERVICES.incrementAndGet();
    private CqlSession session;
    private Statements statements;

    RollUpTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
    }

    @BeforeEach
    void open() {
        session = Connection.open(config);
        statements = new Statements(session, config.keyspace());
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** The marks of the tests are young, and their clock is the same. */
    private RollUp rollUp() {
        return new RollUp(statements, Duration.ofDays(1), 0, System::currentTimeMillis);
    }

    private void forgetReports() {
        session.execute("TRUNCATE " + config.keyspace() + ".call_report");
    }

    private void assertCounts(Map<CallKey, Long> expected, long... steps) {
        for (long step : steps) {
            assertThat(counts(storage, new CallQuery(service, T0 - HOUR, T0 + 2 * HOUR, step)))
                    .as("step %s s", step / SECOND)
                    .isEqualTo(expected);
        }
    }

    @Test
    void windowsHaveTheCallsOfAllProcessesAndReports() throws Exception {
        for (int i = 0; i < 7; i++) {
            write(storage, report(service, "a", T0 + i * 10 * SECOND, Map.of(GET, 1, PUT, 2)));
            write(storage, report(service, "b", T0 + i * 10 * MINUTE, Map.of(GET, 10)));
        }
        assertCounts(Map.of(GET, 77L, PUT, 14L), STEPS);

        assertThat(rollUp().run()).isEqualTo(8 + 7 + 2);
        assertCounts(Map.of(GET, 77L, PUT, 14L), STEPS);
        CallReader.Reading hours =
                read(storage, new CallQuery(service, T0, T0 + HOUR, HOUR), (unixNanos, key, series) -> {});
        assertThat(hours.rows()).isEqualTo(1);

        forgetReports();
        assertCounts(Map.of(), 10 * SECOND);
        assertCounts(Map.of(GET, 77L, PUT, 14L), MINUTE, 10 * MINUTE, HOUR);
        assertThat(rollUp().run()).isZero();
    }

    @Test
    void aLateReportChangesItsWindowsAndCountsOnce() throws Exception {
        write(storage, report(service, "a", T0, Map.of(GET, 1)));
        rollUp().run();
        CallReport late = report(service, "b", T0 + 20 * SECOND, Map.of(GET, 2));
        write(storage, late);
        assertCounts(Map.of(GET, 3L), STEPS);

        assertThat(rollUp().run()).isEqualTo(3);
        assertCounts(Map.of(GET, 3L), STEPS);

        write(storage, late);
        assertCounts(Map.of(GET, 3L), STEPS);
        rollUp().run();
        assertCounts(Map.of(GET, 3L), STEPS);
    }

    /** As the window of a rule that is longer than minutes are kept. */
    @Test
    void whereShortWindowsHaveExpiredLongerOnesCountWithoutGapOrOverlap() throws Exception {
        for (int minute = 0; minute < 120; minute++) {
            write(storage, report(service, "a", T0 + minute * MINUTE, Map.of(GET, 1)));
        }
        rollUp().run();
        forgetReports();
        session.execute("TRUNCATE " + config.keyspace() + ".call_minute");
        assertNeighbours(Duration.ofDays(3), 10 * MINUTE);
        session.execute("TRUNCATE " + config.keyspace() + ".call_ten_minutes");
        assertNeighbours(Duration.ofDays(20), HOUR);

        // A window that is not summed up yet has its reports still.
        write(storage, report(service, "a", T0 + 125 * MINUTE, Map.of(GET, 1)));
        assertThat(callsAfter(Duration.ofDays(20), T0 + 63 * MINUTE, T0 + 183 * MINUTE))
                .isEqualTo(61);
    }

    /** Ranges of an hour that border on one another, wherever they begin, have each call once. */
    private void assertNeighbours(Duration age, long window) {
        for (long begin = T0 - HOUR; begin < T0; begin += 7 * MINUTE) {
            long sum = 0;
            for (long start = begin; start < T0 + 2 * HOUR; start += HOUR) {
                long calls = callsAfter(age, start, start + HOUR);
                assertThat(calls).isBetween(0L, 60L);
                assertThat(calls % (window / MINUTE)).as("whole windows").isZero();
                sum += calls;
            }
            assertThat(sum).as("from %d minutes", (begin - T0) / MINUTE).isEqualTo(120);
        }
    }

    private long callsAfter(Duration age, long start, long end) {
        long[] calls = {0};
        long now = T0 / 1_000_000 + age.toMillis();
        new CassandraCallReader(statements, config, () -> now)
                .read(
                        new CallQuery(service, start, end, MINUTE),
                        (unixNanos, key, series) ->
                                calls[0] += series.durations().count());
        return calls[0];
    }

    @Test
    void leavesWindowsAloneThatHaveNotEnded() throws Exception {
        // So far ahead that no other test finds it due.
        long now = System.currentTimeMillis() * 1_000_000 + 30 * MINUTE;
        write(storage, report(service, "a", now - 10 * SECOND, Map.of(GET, 1)));

        assertThat(rollUp().run()).isZero();
        assertThat(counts(storage, new CallQuery(service, now - HOUR, now + HOUR, MINUTE)))
                .isEqualTo(Map.of(GET, 1L));
    }

    @Test
    void aWindowStaysFreshWhoseMarkIsYoungerThanClocksDiffer() throws Exception {
        write(storage, report(service, "a", T0, Map.of(GET, 1)));
        RollUp careful = new RollUp(statements, Duration.ofDays(1), System::currentTimeMillis);

        assertThat(careful.run()).isEqualTo(3);
        assertThat(rollUp().run()).isEqualTo(3);
        assertThat(rollUp().run()).isZero();
    }

    @Test
    void oneCollectorAtATimeSumsUp() throws Exception {
        write(storage, report(service, "a", T0, Map.of(GET, 1)));
        Lease other = new Lease(statements);
        assertThat(other.acquire(RollUp.SLOT)).isTrue();
        assertThat(rollUp().run()).isZero();
        other.release(RollUp.SLOT);
        assertThat(rollUp().run()).isEqualTo(3);
    }

    @Test
    void sumsHaveBucketsAndExemplars() throws Exception {
        RandomCalls random = new RandomCalls(4);
        CallSeries expected = new CallSeries();
        for (int i = 0; i < 12; i++) {
            CallReport some = report(service, "a", T0 + i * 10 * SECOND, Map.of());
            CallSeries series = random.calls(some.unixNanos());
            expected.add(series);
            write(
                    storage,
                    new CallReport(some.process(), some.startUnixNanos(), some.endUnixNanos(), Map.of(GET, series)));
        }
        rollUp().run();

        CallSeries found = new CallSeries();
        read(storage, new CallQuery(service, T0, T0 + HOUR, HOUR), (unixNanos, key, series) -> found.add(series));
        assertThat(found.durations()).isEqualTo(expected.durations());
        assertThat(found.exemplars()).isEqualTo(expected.exemplars());
    }
}
