// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Trace;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random searches of traces that two collectors have stored in Cassandra find what {@link NaiveSearch} finds: the same
 * traces, in the same order, on pages without gap or overlap. Larger: {@code -Ddapper.traceql.stored=50000
 * -Ddapper.traceql.searches=2000}; {@code -Ddapper.traceql.first=1310} begins with that search, to repeat a late one.
 */
@ExtendWith(EmbeddedCassandraExtension.class)
@Tag("once")
class StoredSearchExactnessTest {
    private static final int TRACES = Integer.getInteger("dapper.traceql.stored", 1_200);
    private static final int SEARCHES = Integer.getInteger("dapper.traceql.searches", 200);
    private static final long SEED = Long.getLong("dapper.traceql.seed", 20_261_129L);

    private final CassandraConfig config;

    StoredSearchExactnessTest(CassandraConfig config) {
        this.config = patient(config).build();
    }

    /** No search ends early. */
    static CassandraConfig.Builder patient(CassandraConfig config) {
        return config.toBuilder().searchLimits(Duration.ofMinutes(2), Integer.MAX_VALUE);
    }

    @Test
    void findsWhatTheNaiveSearchFinds() {
        report("seed " + SEED + ", " + TRACES + " traces, " + SEARCHES + " searches", System.nanoTime());
        Random random = new Random(SEED);
        try (CassandraStorage one = CassandraStorage.open(config);
                CassandraStorage other = CassandraStorage.open(config)) {
            StoredTraces stored =
                    new StoredTraces(random, SECONDS.toNanos(Instant.now().getEpochSecond()), 0, TRACES);
            long begun = System.nanoTime();
            stored.write(List.of(one.writer(), other.writer()));
            report("written", begun);
            begun = System.nanoTime();
            List<Trace> traces = stored.read(one.reader(), id -> true);
            report("read", begun);
            search(other.reader(), stored, traces, random);
        }
    }

    private static void search(TraceReader reader, StoredTraces stored, List<Trace> traces, Random random) {
        long begun = System.nanoTime();
        StoredSearches searches = new StoredSearches(reader, stored, random);
        searches.compare(SEARCHES, traces);
        report("searched, " + searches.found() + " traces found on " + searches.pages() + " pages", begun);
        // The searches would prove nothing if they found nothing, or everything.
        int compared = SEARCHES - StoredSearches.FIRST;
        assertThat(searches.found()).isBetween(2 * compared, StoredSearches.MOST_IN_RANGE / 4 * compared);
        assertThat(searches.pages()).isGreaterThan(compared * 5 / 4);
    }

    private static void report(String done, long begun) {
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println("TraceQL on Cassandra: " + done + ", " + time.toMillis() / 1_000.0 + " s");
    }
}
