// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.benchmarks.load.Options;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The time from the end of a span until a search finds it, while {@code dapper all-in-one} stores other spans. Spans wait
 * for the messages of their process, as in an agent. One span after the other is searched by its name, in ever new
 * searches 20 ms apart; the time ends with the answer that has it.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks,dist -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.Freshness
 * </pre>
 *
 * <p>Options, with their defaults: {@code --dapper=./dapper --rate=4000} (spans a second) {@code --warmup=60 --spans=200
 * --delay=1000} (milliseconds between the messages of a process) {@code --seed=1}; other traces are those of {@link
 * IngestCost}.
 */
public final class Freshness {
    private static final long BETWEEN_SEARCHES_MILLIS = 20;
    private static final long LONGEST_SECONDS = 60;

    private final AllInOne dapper;
    private final SendingAgents agents;
    private final Random random;

    private Freshness(AllInOne dapper, SendingAgents agents, Random random) {
        this.dapper = dapper;
        this.agents = agents;
        this.random = random;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        String launcher = options.text("dapper", "./dapper");
        int rate = options.number("rate", 4_000);
        int warmup = options.number("warmup", 60);
        int spans = options.number("spans", 200);
        int delay = options.number("delay", 1_000);
        long seed = options.number("seed", 1);
        options.end();
        TraceData data = new TraceData(seed, 8, 8, 20, 8, 16, 20);
        try (AllInOne dapper = AllInOne.start(launcher)) {
            SendingAgents agents = new SendingAgents(dapper, data.services(), 3, delay, new Random(seed));
            SteadyTraces traces = new SteadyTraces(data, agents, rate);
            agents.start();
            Thread producer = new Thread(traces);
            producer.start();
            TimeUnit.SECONDS.sleep(warmup);
            new Freshness(dapper, agents, new Random(~seed)).measure(spans);
            traces.end();
            producer.join();
            agents.end();
            System.out.printf(Locale.ROOT, "%,d spans dropped%n", agents.droppedSpans.sum());
        }
    }

    private void measure(int spans) throws Exception {
        long[] millis = new long[spans];
        for (int i = 0; i < spans; i++) {
            // At another moment of the batch delay each time.
            TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
            millis[i] = millisUntilFound("freshness-" + i);
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%d spans, from their end until they were found: median %d ms, 90 %% %d ms, 99 %% %d ms, most %d ms%n",
                spans,
                millis[spans / 2],
                millis[spans * 90 / 100],
                millis[spans * 99 / 100],
                millis[spans - 1]);
    }

    private long millisUntilFound(String name) throws Exception {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
        long ended = System.nanoTime();
        Span span = AllInOne.span(id, 1, 0, System.currentTimeMillis() * 1_000_000 - 1_000_000, 10).toBuilder()
                .setName(name)
                .build();
        agents.ended(random.nextInt(8), random.nextInt(3), List.of(span));
        String path = "/api/v1/traces?limit=1&lookback=1h&q="
                + URLEncoder.encode("{ name = \"" + name + "\" }", StandardCharsets.UTF_8);
        while (!dapper.text(path).contains("\"traceId\"")) {
            if (System.nanoTime() - ended > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IllegalStateException(name + " was not found within " + LONGEST_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_SEARCHES_MILLIS);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ended);
    }
}
