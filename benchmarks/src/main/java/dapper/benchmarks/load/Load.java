// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Connections that each send their next request when the last one is answered. */
final class Load implements AutoCloseable {
    private final List<LoadClient> clients = new ArrayList<>();
    private final ExecutorService threads;

    Load(int port, String path, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            clients.add(new LoadClient(port, path));
        }
        threads = Executors.newFixedThreadPool(connections);
    }

    /** Nanoseconds of each request, sorted. */
    long[] run(int seconds) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<long[]>> runs = new ArrayList<>();
        for (LoadClient client : clients) {
            runs.add(threads.submit(() -> requests(client, end)));
        }
        long[] all = new long[0];
        for (Future<long[]> run : runs) {
            long[] some = run.get();
            int length = all.length;
            all = Arrays.copyOf(all, length + some.length);
            System.arraycopy(some, 0, all, length, some.length);
        }
        Arrays.sort(all);
        return all;
    }

    private static long[] requests(LoadClient client, long end) throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        for (long now = System.nanoTime(); now < end; count++) {
            if (client.request() != 200) {
                throw new IOException("a request failed");
            }
            long then = System.nanoTime();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count] = then - now;
            now = then;
        }
        return Arrays.copyOf(nanos, count);
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (LoadClient client : clients) {
            client.close();
        }
    }
}
