// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A collector is killed while it writes. Searches find all that it has acknowledged; once the senders have sent the rest
 * again, to another collector, they find everything.
 */
@ExtendWith(EmbeddedCassandraExtension.class)
@Tag("once")
class KilledCollectorTest {
    private static final int TRACES = 400;
    private static final int SEARCHES = 40;
    private static final int KILLS = 3;

    private final CassandraConfig config;

    KilledCollectorTest(CassandraConfig config) {
        this.config = StoredSearchExactnessTest.patient(config).build();
    }

    @Test
    void findsWhatWasAcknowledged() throws Exception {
        long now = SECONDS.toNanos(Instant.now().getEpochSecond());
        Random random = new Random(20_261_130);
        try (CassandraStorage storage = CassandraStorage.open(config)) {
            for (int i = 0; i < KILLS; i++) {
                long seed = random.nextLong();
                StoredTraces traces = new StoredTraces(new Random(seed), now, i * TRACES, TRACES);
                Set<Integer> acknowledged =
                        killAfter(100 + random.nextInt(300), List.of(seed, now, (long) i * TRACES, (long) TRACES));
                assertThat(acknowledged).hasSizeLessThan(traces.parts().size());
                StoredSearches searches = new StoredSearches(storage.reader(), traces, random);
                searches.compare(SEARCHES, complete(traces, acknowledged, storage.reader()));

                traces.write(List.of(storage.writer()));
                searches.compare(SEARCHES, traces.read(storage.reader(), id -> true));
                assertThat(searches.found()).isGreaterThan(SEARCHES);
            }
        }
    }

    /** Returns the traces of which all parts were acknowledged. */
    private static List<Trace> complete(StoredTraces traces, Set<Integer> acknowledged, TraceReader reader) {
        Set<TraceId> incomplete = new HashSet<>();
        for (int i = 0; i < traces.parts().size(); i++) {
            if (!acknowledged.contains(i)) {
                incomplete.add(traces.parts().get(i).traceId());
            }
        }
        List<Trace> complete = traces.read(reader, id -> !incomplete.contains(id));
        assertThat(complete).isNotEmpty();
        return complete;
    }

    private Set<Integer> killAfter(int parts, List<Long> traces) throws IOException, InterruptedException {
        Process collector = start(traces);
        Set<Integer> acknowledged = new HashSet<>();
        try (BufferedReader output = collector.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.matches("\\d+")) {
                    acknowledged.add(Integer.valueOf(line));
                }
                if (acknowledged.size() == parts) {
                    // SIGKILL, which leaves open what it has printed before.
                    collector.toHandle().destroyForcibly();
                }
            }
        } finally {
            collector.destroyForcibly().waitFor();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(parts);
        return acknowledged;
    }

    private Process start(List<Long> traces) throws IOException {
        InetSocketAddress cassandra = config.contactPoints().get(0);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledCollector.class.getName(),
                cassandra.getHostString(),
                Integer.toString(cassandra.getPort()),
                config.localDatacenter(),
                config.keyspace()));
        traces.forEach(number -> command.add(number.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
