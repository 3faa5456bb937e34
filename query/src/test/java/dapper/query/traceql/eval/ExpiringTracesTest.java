// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.traceql.parse.QueryParser;
import dapper.storage.SearchPage;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * While the older traces expire, searches find each trace as long as it can be read, and the newer ones exactly. So no part
 * of the index ends before the spans it belongs to.
 */
@ExtendWith(EmbeddedCassandraExtension.class)
@Tag("once")
@Timeout(180)
class ExpiringTracesTest {
    private static final Duration RETENTION = Duration.ofSeconds(40);
    /** For so long only one half of the older traces can be read: longer than a slow machine needs for a look. */
    private static final Duration PARTLY = Duration.ofSeconds(7);

    private static final int OLDER = 300;
    private static final int NEWER = 200;
    private static final CompiledQuery ANY_SPAN = CompiledQuery.of(QueryParser.parse("{ }"));

    private final CassandraConfig config;

    ExpiringTracesTest(CassandraConfig config) {
        this.config =
                StoredSearchExactnessTest.patient(config).retention(RETENTION).build();
    }

    @Test
    void findsATraceAsLongAsItCanBeRead() throws Exception {
        long now = SECONDS.toNanos(Instant.now().getEpochSecond());
        Random random = new Random(20_261_131);
        try (CassandraStorage storage = CassandraStorage.open(config)) {
            TraceReader reader = storage.reader();
            List<TraceId> ids = new ArrayList<>(write(storage, new StoredTraces(random, now, 0, OLDER / 2)));
            SECONDS.sleep(PARTLY.toSeconds());
            ids.addAll(write(storage, new StoredTraces(random, now, OLDER / 2, OLDER / 2)));
            // The others then have half of their time left.
            SECONDS.sleep(RETENTION.dividedBy(2).minus(PARTLY).toSeconds());
            StoredTraces newer = new StoredTraces(random, now, OLDER, NEWER);
            newer.write(List.of(storage.writer()));
            List<Trace> stay = newer.read(reader, id -> true);
            StoredSearches searches = new StoredSearches(reader, newer, random);

            int readable = OLDER;
            int partly = 0;
            while (readable > 0) {
                Set<TraceId> found = all(reader);
                List<TraceId> still =
                        ids.stream().filter(id -> reader.trace(id).isPresent()).toList();
                assertThat(found).containsAll(still);
                readable = still.size();
                partly += readable > 0 && readable < OLDER ? 1 : 0;
                if (readable > 0) {
                    searches.compare(2, stay);
                }
            }
            assertThat(partly).isPositive();
            assertThat(all(reader))
                    .containsExactlyInAnyOrderElementsOf(
                            stay.stream().map(Trace::id).toList());
        }
    }

    private static List<TraceId> write(CassandraStorage storage, StoredTraces traces) {
        traces.write(List.of(storage.writer()));
        return traces.read(storage.reader(), id -> true).stream().map(Trace::id).toList();
    }

    private static Set<TraceId> all(TraceReader reader) {
        TraceQuery range = TraceQuery.between(0, Long.MAX_VALUE);
        SearchPage page = reader.search(ANY_SPAN.candidates(range), new CollectedMatches(ANY_SPAN, range));
        assertThat(page.nextCursor()).isNull();
        return page.traces().stream().map(TraceSummary::traceId).collect(Collectors.toSet());
    }
}
