// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long other senders wait while {@code dapper all-in-one} writes one request of very many traces with one
 * span each. One sender of another service sends requests of one span, one after the other.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.ManyTraces ./dapper 100000
 * </pre>
 *
 * <p>Arguments: the launcher, traces of the large request. Ends with status 1 if a small request was turned away.
 */
public final class ManyTraces {
    private ManyTraces() {}

    public static void main(String[] arguments) throws Exception {
        int traces = Integer.parseInt(arguments[1]);
        int turnedAway = 0;
        try (AllInOne dapper = AllInOne.start(arguments[0])) {
            send(dapper, "small", 0, 1);
            long start = System.nanoTime();
            CompletableFuture<Integer> large = CompletableFuture.supplyAsync(() -> send(dapper, "large", 1, traces));
            List<Long> waits = new ArrayList<>();
            for (int i = 1; !large.isDone(); i++) {
                long begun = System.nanoTime();
                turnedAway += send(dapper, "small", 1_000_000_000 + i, 1) == 200 ? 0 : 1;
                waits.add(System.nanoTime() - begun);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d traces in one request: status %d after %d s%n",
                    traces,
                    large.get(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            Collections.sort(waits);
            System.out.printf(
                    Locale.ROOT,
                    "meanwhile %,d small requests, %d turned away; median %d ms, 99 %% within %d ms, longest %d ms%n",
                    waits.size(),
                    turnedAway,
                    millis(waits, 50),
                    millis(waits, 99),
                    millis(waits, 100));
        }
        System.exit(turnedAway == 0 ? 0 : 1);
    }

    private static long millis(List<Long> waits, int percent) {
        return TimeUnit.NANOSECONDS.toMillis(waits.get(Math.min(waits.size() - 1, waits.size() * percent / 100)));
    }

    private static int send(AllInOne dapper, String service, int first, int count) {
        long now = System.currentTimeMillis() * 1_000_000L;
        List<Span> spans = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            spans.add(AllInOne.span(AllInOne.id(16, i + 1), 1, 0, now, 1));
        }
        try {
            return dapper.send(service, spans);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
