// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Operation;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every Cassandra must do for us: the embedded one and the one in a container. */
@Timeout(60)
abstract class StorageContract {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startUnixNanos)
            .thenComparingLong(Span::spanId)
            .thenComparing(Span::kind);

    private static final AtomicLong SEEDS = new AtomicLong(11);

    /** Another seed for each test: all of them share one keyspace. */
    private final RandomSpans random = new RandomSpans(SEEDS.getAndIncrement());

    abstract CassandraStorage storage();

    @Test
    void givesBackATraceExactly() throws Exception {
        for (int size = 1; size <= 30; size++) {
            TraceId id = random.traceId();
            List<Span> spans = spans(id, size);
            write(id, spans);

            assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
        }
    }

    @Test
    void storesASpanOnceHoweverOftenItIsWritten() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = spans(id, 20);
        write(id, spans);
        write(id, spans.subList(3, 9));
        List<Span> shuffled = new ArrayList<>(spans);
        Collections.shuffle(shuffled, new Random(5));
        write(id, shuffled);

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
    }

    @Test
    void joinsWhatSeveralWritesBring() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = spans(id, 40);
        for (int from = 0; from < spans.size(); from += 8) {
            write(id, spans.subList(from, from + 8));
        }

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
    }

    @Test
    void keepsBothHalvesOfASharedSpan() throws Exception {
        TraceId id = random.traceId();
        Span client = Spans.of(id, 1).kind(SpanKind.CLIENT).build();
        Span server = Spans.of(id, 1).kind(SpanKind.SERVER).service("other").build();
        write(id, List.of(client));
        write(id, List.of(server));

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(List.of(client, server))));
    }

    @Test
    void keepsALargeTrace() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            spans.add(Spans.of(id, i)
                    .parent(i / 2)
                    .start(i)
                    .tag("index", (long) i)
                    .build());
        }
        write(id, spans);

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
    }

    @Test
    void doesNotKnowATraceThatWasNotWritten() {
        assertThat(storage().reader().trace(random.traceId())).isEmpty();
    }

    @Test
    void listsServicesAndOperationsInOrder() throws Exception {
        TraceId id = random.traceId();
        write(
                id,
                List.of(
                        Spans.of(id, 1)
                                .service("names-b")
                                .name("POST /b")
                                .kind(SpanKind.SERVER)
                                .build(),
                        Spans.of(id, 2)
                                .service("names-b")
                                .name("GET /a")
                                .kind(SpanKind.SERVER)
                                .build(),
                        Spans.of(id, 3)
                                .service("names-b")
                                .name("GET /a")
                                .kind(SpanKind.CLIENT)
                                .build(),
                        Spans.of(id, 4)
                                .service("names-a")
                                .name("GET /a")
                                .kind(SpanKind.SERVER)
                                .build()));

        assertThat(storage().reader().services()).isSorted().containsOnlyOnce("names-a", "names-b");
        assertThat(storage().reader().operations("names-b"))
                .containsExactly(
                        new Operation("GET /a", SpanKind.SERVER),
                        new Operation("GET /a", SpanKind.CLIENT),
                        new Operation("POST /b", SpanKind.SERVER));
        assertThat(storage().reader().operations("names-c")).isEmpty();
    }

    final void write(TraceId id, List<Span> spans) throws Exception {
        storage().writer().write(id, spans).toCompletableFuture().get(30, SECONDS);
    }

    private List<Span> spans(TraceId id, int count) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(random.span(id));
        }
        return spans;
    }

    private static List<Span> sorted(List<Span> spans) {
        return spans.stream().sorted(BY_START).toList();
    }
}
