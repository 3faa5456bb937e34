// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static java.util.concurrent.TimeUnit.SECONDS;

import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * A process that writes random traces until it is killed, and prints the number of each part that is acknowledged. It never
 * writes the last parts: it cannot be done before a slow test kills it.
 */
final class KilledCollector {
    /** Writes that are under way. */
    private static final int AT_ONCE = 50;

    private KilledCollector() {}

    /**
     * The arguments are host, port, data centre, keyspace, seed, time in nanoseconds since 1970, number of the first trace,
     * and number of traces.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        CassandraConfig config = CassandraConfig.builder()
                .keyspace(args[3])
                .build()
                .at(new InetSocketAddress(args[0], Integer.parseInt(args[1])), args[2]);
        StoredTraces traces = new StoredTraces(
                new Random(Long.parseLong(args[4])),
                Long.parseLong(args[5]),
                Integer.parseInt(args[6]),
                Integer.parseInt(args[7]));
        Semaphore open = new Semaphore(AT_ONCE);
        try (CassandraStorage storage = CassandraStorage.open(config)) {
            for (int i = 0; i < traces.parts().size() - AT_ONCE; i++) {
                open.acquire();
                int number = i;
                traces.parts()
                        .get(i)
                        .write(storage.writer(), i % 3)
                        .orTimeout(60, SECONDS)
                        .thenRun(() -> {
                            System.out.println(number);
                            open.release();
                        });
            }
            while (System.in.read() >= 0) {
                // Until it is killed, or the test has ended.
            }
        }
    }
}
