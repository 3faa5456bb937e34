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
import java.util.concurrent.locks.LockSupport;

/** Connections that each send a request when the last one is answered and, if the load is paced, the next one is due. */
final class Load implements AutoCloseable {
    private final List<LoadClient> clients = new ArrayList<>();
    private final ExecutorService threads;

    Load(int port, List<String> paths, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            clients.add(new LoadClient(port, paths));
        }
        threads = Executors.newFixedThreadPool(connections);
    }

    /** Sends as many requests as the application can answer. */
    long[] flatOut(int seconds) throws IOException, InterruptedException, ExecutionException {
        return run(seconds, 0);
    }

    /** Returns the nanoseconds of each request, sorted. */
    long[] paced(int seconds, int requestsPerSecond) throws IOException, InterruptedException, ExecutionException {
        return run(seconds, TimeUnit.SECONDS.toNanos(clients.size()) / requestsPerSecond);
    }

    private long[] run(int seconds, long nanosBetween) throws IOException, InterruptedException, ExecutionException {
        for (LoadClient client : clients) {
            client.reconnect();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<long[]>> runs = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            LoadClient client = clients.get(i);
            long first = System.nanoTime() + i * nanosBetween / clients.size();
            runs.add(threads.submit(() -> requests(client, first, nanosBetween, end)));
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

    private static long[] requests(LoadClient client, long first, long nanosBetween, long end) throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        for (long due = first; System.nanoTime() < end; due += nanosBetween) {
            LockSupport.parkNanos(due - System.nanoTime());
            long sent = System.nanoTime();
            if (client.request() != 200) {
                throw new IOException("a request failed");
            }
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = System.nanoTime() - sent;
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
