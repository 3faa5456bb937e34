// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.benchmarks.load.Options;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How many spans a second Dapper stores, and how many Zipkin does, one after the other in one run, each with an embedded
 * Cassandra of the same kind. The rate rises step by step until the server no longer stores what it is sent.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks,dist -am -DskipTests
 * java -XX:+UseParallelGC -Xmx4g -Xmn3g -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
 *     dapper.benchmarks.StorageLadder --zipkin=zipkin-server-exec.jar
 * </pre>
 *
 * <p>With that collector and heap, the load takes little of the CPU time that the servers need.
 *
 * <p>Dapper's spans count when they are acknowledged, thus on disk; Zipkin's when its Cassandra has written their rows,
 * which is not on disk yet. The jar of Zipkin is {@code io.zipkin:zipkin-server:exec} of Maven Central; without it, only
 * Dapper is measured.
 *
 * <p>Options, with their defaults: {@code --dapper=./dapper --zipkin= --warmup=60} (seconds at the first step) {@code
 * --seconds=20} (of each step, after 10 s at its rate) {@code --rates=4000,8000,...} (of Dapper, in spans a second) {@code
 * --zipkin-rates=250,500,...  --services=8 --processes=3 --seed=1 --counting=0} (processes that also report counted calls
 * to Dapper); traces are those of {@link IngestCost}.
 */
public final class StorageLadder {
    private static final int SETTLE_SECONDS = 10;

    /** A step is passed if so much of what was sent is stored; the rest is noise of the clocks. */
    private static final double PASSED = 0.97;

    private final TraceData data;
    private final int processes;
    private final int warmup;
    private final int seconds;

    private StorageLadder(TraceData data, int processes, int warmup, int seconds) {
        this.data = data;
        this.processes = processes;
        this.warmup = warmup;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        String launcher = options.text("dapper", "./dapper");
        String zipkin = options.text("zipkin", "");
        int[] rates = numbers(options.text("rates", "4000,8000,10000,12000,14000,16000,18000,20000,24000"));
        int[] zipkinRates = numbers(options.text("zipkin-rates", "250,500,750,1000,1250,1500,2000,2500,3000"));
        TraceData data = new TraceData(
                options.number("seed", 1), options.number("services", 8), 8, 20, 8, 16, options.number("values", 20));
        StorageLadder ladder = new StorageLadder(
                data, options.number("processes", 3), options.number("warmup", 60), options.number("seconds", 20));
        int counting = options.number("counting", 0);
        options.end();
        double ours;
        try (AllInOne dapper = AllInOne.start(launcher)) {
            CountingProcesses calls = new CountingProcesses(dapper, data.services(), Math.max(1, counting));
            if (counting > 0) {
                new Thread(calls).start();
            }
            SendingAgents agents = ladder.agents(dapper);
            ours = ladder.climb("Dapper", rates, agents, agents.acknowledged::sum);
            calls.end();
            System.out.printf(Locale.ROOT, "%d reports of counted calls refused%n", calls.refused());
        }
        if (zipkin.isEmpty()) {
            return;
        }
        try (ZipkinServer other = ZipkinServer.start(Path.of(zipkin))) {
            double theirs = ladder.climb("Zipkin", zipkinRates, ladder.agents(other), other::stored);
            System.out.printf(Locale.ROOT, "Dapper stores %.1f times as many%n", ours / theirs);
        }
    }

    private SendingAgents agents(SpanServer server) {
        return new SendingAgents(server, data.services(), processes, 1000, new Random(1));
    }

    /** Returns the most spans that were stored in a second of a passed step. */
    private double climb(String name, int[] rates, SendingAgents agents, Callable<Long> stored) throws Exception {
        SteadyTraces traces = new SteadyTraces(data, agents, rates[0]);
        agents.start();
        Thread producer = new Thread(traces);
        producer.start();
        TimeUnit.SECONDS.sleep(warmup);
        double most = 0;
        int failed = 0;
        for (int step = 0; step < rates.length && failed < 2; step++) {
            traces.rate(rates[step]);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double rate = rate(stored);
            boolean passed = rate >= PASSED * rates[step];
            failed = passed ? 0 : failed + 1;
            // More than is sent is what had waited.
            most = passed ? Math.min(rate, rates[step]) : most;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d spans/s sent, %,.0f stored%s; %,d dropped until now because too many waited%n",
                    name,
                    rates[step],
                    rate,
                    passed ? "" : " (too few)",
                    agents.droppedSpans.sum());
        }
        traces.end();
        agents.end();
        producer.join();
        return most;
    }

    private double rate(Callable<Long> stored) throws Exception {
        long begun = System.nanoTime();
        long before = stored.call();
        TimeUnit.SECONDS.sleep(seconds);
        return (stored.call() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    private static int[] numbers(String list) {
        return Stream.of(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }
}
