// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sender can make up any number of names, of any length. */
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
@Tag("once")
class ManyNamesTest {
    private final CassandraConfig config;
    private final CassandraStorage storage;

    ManyNamesTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
    }

    @Test
    void listsTheFirstOfThem() throws Exception {
        write(1, 5_001, i -> Spans.of(new TraceId(9, 1), i).service("many").name("name-%05d".formatted(i)));

        NameList<Operation> list = storage.reader().operations("many");

        assertThat(list.complete()).isFalse();
        assertThat(list.names())
                .extracting(Operation::name)
                .isEqualTo(IntStream.rangeClosed(1, 5_000)
                        .mapToObj("name-%05d"::formatted)
                        .toList());
    }

    @Test
    void listsFewerOfThemIfTheyAreLong() throws Exception {
        String end = "x".repeat(60_000);
        write(2, 60, i -> Spans.of(new TraceId(9, 2), i).service("long").name("n%02d".formatted(i) + end));

        NameList<Operation> list = storage.reader().operations("long");

        assertThat(list.complete()).isFalse();
        assertThat(list.names()).hasSize(34);
    }

    @Test
    void listsAllWhereThereAreNoMore() throws Exception {
        write(3, 700, i -> Spans.of(new TraceId(9, 3), i).service("some").name("name-%05d".formatted(i)));

        NameList<Operation> list = storage.reader().operations("some");

        assertThat(list.complete()).isTrue();
        assertThat(list.names()).hasSize(700);
    }

    @Test
    void searchesAllServicesAlthoughItsListOfThemIsIncomplete() throws Exception {
        TraceId id = new TraceId(9, 4);
        write(4, 40, i -> Spans.of(id, i).service(longName(i)).tag("number", Integer.toString(i)));

        SearchPage page =
                storage.reader().search(new Searching(null).tag("number", "40").build(null));

        assertThat(storage.reader().services().complete()).isFalse();
        assertThat(page.traces()).extracting(TraceSummary::traceId).containsExactly(id);
        assertThat(page.complete()).isTrue();
    }

    @Test
    void searchesTheRowsOfTheFirstServicesAndSaysThatThereAreMore() {
        try (CqlSession session = Connection.open(config)) {
            OlderCollector older = new OlderCollector(session, config.keyspace());
            for (int i = 1; i <= 40; i++) {
                TraceId id = new TraceId(9, 100 + i);
                older.write(id, List.of(Spans.of(id, i).service(longName(i)).build()));
            }
        }

        SearchPage page = storage.reader()
                .search(new Searching(null).tag("nobody", "has it").build(null));

        assertThat(page.complete()).isFalse();
        assertThat(page.incompleteReason())
                .matches("there are more services than the first \\d+ that were searched; name one");
    }

    private static String longName(int number) {
        return "~%02d".formatted(number) + "x".repeat(60_000);
    }

    private void write(int trace, int count, IntFunction<Spans> span) throws Exception {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            spans.add(span.apply(i).build());
        }
        storage.writer()
                .write(new TraceId(9, trace), spans)
                .toCompletableFuture()
                .get(60, SECONDS);
    }
}
