// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Checks that {@code dapper all-in-one} keeps collecting while readers request a very large trace: starts it, stores
 * the trace, then has one sender send traces of 8 spans while the readers read. Ends with status 1 if the process
 * ended, if a reader got anything but 200, or 503 with Retry-After, or if no spans were acknowledged in one of the
 * windows of two seconds.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.QueryStorm ./dapper 100000 32 120
 * </pre>
 *
 * <p>Arguments: the launcher, spans of the large trace, readers, seconds. {@code DAPPER_JAVA_OPTS} goes to the servers.
 */
public final class QueryStorm {
    private static final int SPANS_PER_REQUEST = 5_000;
    private static final int ATTRIBUTES = 12;
    private static final int WINDOW_MILLIS = 2_000;
    private static final String SERVICE = "storm";
    private static final byte[] LARGE = AllInOne.id(16, 7);

    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder acknowledged = new LongAdder();
    private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final AllInOne dapper;

    private QueryStorm(AllInOne dapper) {
        this.dapper = dapper;
    }

    public static void main(String[] arguments) throws Exception {
        int spans = Integer.parseInt(arguments[1]);
        int readers = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        boolean passed;
        try (AllInOne dapper = AllInOne.start(arguments[0])) {
            QueryStorm storm = new QueryStorm(dapper);
            storm.store(spans);
            passed = storm.run(dapper.process(), readers, seconds);
        }
        System.out.println(passed ? "passed" : "FAILED");
        System.exit(passed ? 0 : 1);
    }

    private void store(int count) throws Exception {
        long start = System.nanoTime();
        for (int first = 1; first <= count; first += SPANS_PER_REQUEST) {
            List<Span> spans = new ArrayList<>();
            for (int i = first; i < first + SPANS_PER_REQUEST && i <= count; i++) {
                spans.add(span(LARGE, i, i / 8));
            }
            dapper.store(SERVICE, spans);
        }
        System.out.printf(
                Locale.ROOT,
                "stored a trace of %,d spans with %d attributes in %d s%n",
                count,
                ATTRIBUTES,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private boolean run(Process servers, int readers, int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        LongSupplier left = () -> end - System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> sendUntil(left)));
        for (int i = 0; i < readers; i++) {
            threads.add(new Thread(() -> readUntil(left)));
        }
        threads.forEach(Thread::start);
        int silent = 0;
        while (left.getAsLong() > WINDOW_MILLIS * 1_000_000L && servers.isAlive()) {
            long before = acknowledged.sum();
            servers.waitFor(WINDOW_MILLIS, TimeUnit.MILLISECONDS);
            long spans = acknowledged.sum() - before;
            silent += spans == 0 ? 1 : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%,d spans acknowledged, %d requests turned away, %,d MB read, readers got %s%n",
                    spans,
                    turnedAway.sum(),
                    bytesRead.sum() >> 20,
                    answers);
        }
        report(silent);
        boolean alive = servers.isAlive();
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(2).toMillis());
        }
        return alive
                && servers.isAlive()
                && silent == 0
                && answers.keySet().stream()
                        .allMatch(answer -> answer.equals("200") || answer.equals("503 with Retry-After"));
    }

    private void report(int silent) {
        long[] sorted =
                waits.stream().mapToLong(nanos -> nanos / 1_000_000).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%,d spans acknowledged, after 50 %%: %d ms, 99 %%: %d ms, longest: %d ms;"
                        + " windows of %d ms with none: %d%n",
                acknowledged.sum(),
                sorted.length == 0 ? 0 : sorted[sorted.length / 2],
                sorted.length == 0 ? 0 : sorted[sorted.length * 99 / 100],
                sorted.length == 0 ? 0 : sorted[sorted.length - 1],
                WINDOW_MILLIS,
                silent);
    }

    private void sendUntil(LongSupplier left) {
        for (int trace = 100; left.getAsLong() > 0; trace++) {
            List<Span> spans = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                spans.add(span(AllInOne.id(16, trace), i, i / 2));
            }
            long begun = System.nanoTime();
            try {
                if (dapper.send(SERVICE, spans) == 200) {
                    acknowledged.add(spans.size());
                    waits.add(System.nanoTime() - begun);
                } else {
                    turnedAway.increment();
                }
            } catch (IOException e) {
                count("sender: " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void readUntil(LongSupplier left) {
        String path = "/api/v1/traces/" + HexFormat.of().formatHex(LARGE);
        while (left.getAsLong() > 0) {
            try {
                HttpResponse<InputStream> answer = dapper.get(path);
                try (InputStream body = answer.body()) {
                    byte[] buffer = new byte[1 << 16];
                    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                        bytesRead.add(read);
                    }
                }
                boolean retry = answer.headers().firstValue("Retry-After").isPresent();
                count(answer.statusCode() + (retry ? " with Retry-After" : ""));
                if (answer.statusCode() == 503) {
                    TimeUnit.SECONDS.sleep(2);
                }
            } catch (IOException e) {
                count("reader: " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void count(String answer) {
        answers.computeIfAbsent(answer, key -> new LongAdder()).increment();
    }

    private static Span span(byte[] traceId, int id, int parent) {
        return AllInOne.span(traceId, id, parent, System.currentTimeMillis() * 1_000_000L + id, ATTRIBUTES);
    }
}
