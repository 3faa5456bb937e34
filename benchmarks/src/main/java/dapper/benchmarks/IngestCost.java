// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import dapper.benchmarks.load.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures what a span costs {@code dapper all-in-one}: mutations of Cassandra, CPU time by process, bytes on disk. Agents
 * of several services send the spans of the same traces at a steady rate, each at its own moment of a second.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks,dist -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.IngestCost --rate=2000
 * </pre>
 *
 * <p>Options, with their defaults: {@code --dapper=./dapper --rate=2000} (spans a second) {@code --warmup=60 --seconds=60
 * --services=8 --processes=1} (of each service) {@code --batch-delay=1000} (milliseconds) {@code --seed=1 --spans=8-20
 * --attributes=8-16 --values=20} (of each numbered attribute, see {@link TraceData}) {@code --settings=} (of Dapper,
 * separated by commas, such as {@code dapper.cassandra.write-delay=0ms}) {@code --settle=0} (seconds after the load, for
 * collectors to merge blocks; then Cassandra compacts its tables before their sizes are printed) {@code --counting=0}
 * (processes of all services together that also report counted calls, see {@link CallReports}).
 */
public final class IngestCost {
    private final AllInOne dapper;
    private final SendingAgents agents;

    private IngestCost(AllInOne dapper, SendingAgents agents) {
        this.dapper = dapper;
        this.agents = agents;
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        String launcher = options.text("dapper", "./dapper");
        int warmup = options.number("warmup", 60);
        int seconds = options.number("seconds", 60);
        int rate = options.number("rate", 2000);
        int processes = options.number("processes", 1);
        int batchDelay = options.number("batch-delay", 1000);
        long seed = options.number("seed", 1);
        int[] spans = range(options.text("spans", "8-20"));
        int[] attributes = range(options.text("attributes", "8-16"));
        TraceData data = new TraceData(
                seed,
                options.number("services", 8),
                spans[0],
                spans[1],
                attributes[0],
                attributes[1],
                options.number("values", 20));
        String settings = options.text("settings", "");
        int settle = options.number("settle", 0);
        int counting = options.number("counting", 0);
        options.end();
        System.out.println(String.join(" ", arguments));
        Management management = new Management();
        String[] given = Stream.concat(
                        Stream.of(settings.split(",")).filter(one -> !one.isEmpty()),
                        Stream.of("dapper.cassandra.jvm-options=" + management.option()))
                .map(one -> "--" + one)
                .toArray(String[]::new);
        AllInOne dapper = AllInOne.start(launcher, given);
        long stored;
        try (dapper) {
            SendingAgents agents = new SendingAgents(dapper, data.services(), processes, batchDelay, new Random(seed));
            IngestCost cost = new IngestCost(dapper, agents);
            agents.start();
            SteadyTraces traces = new SteadyTraces(data, agents, rate);
            Thread producer = new Thread(traces);
            producer.start();
            CountingProcesses calls = new CountingProcesses(dapper, data.services(), Math.max(1, counting));
            if (counting > 0) {
                new Thread(calls).start();
            }
            TimeUnit.SECONDS.sleep(warmup);
            agents.takeAnswers();
            Moment before = cost.moment();
            TimeUnit.SECONDS.sleep(seconds);
            Moment after = cost.moment();
            cost.report(before, after);
            System.out.printf(Locale.ROOT, "%d reports of counted calls refused%n", calls.refused());
            traces.end();
            agents.end();
            calls.end();
            producer.join();
            stored = agents.acknowledged.sum();
            if (settle > 0) {
                TimeUnit.SECONDS.sleep(settle);
                management.compact();
            }
        }
        sizes(dapper.data().resolve("data/dapper"), stored);
    }

    private static int[] range(String text) {
        return Stream.of(text.split("-")).mapToInt(Integer::parseInt).toArray();
    }

    /** Totals since the start. */
    private record Moment(
            long nanos,
            long spans,
            Duration collector,
            Duration cassandra,
            Duration generator,
            Map<String, Double> metrics) {
        double metric(String name) {
            return metrics.getOrDefault(name, Double.NaN);
        }
    }

    private Moment moment() throws IOException, InterruptedException {
        ProcessHandle servers = dapper.process().toHandle();
        return new Moment(
                System.nanoTime(),
                agents.acknowledged.sum(),
                cpu(servers),
                servers.descendants().map(IngestCost::cpu).reduce(Duration.ZERO, Duration::plus),
                cpu(ProcessHandle.current()),
                dapper.metrics());
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void report(Moment before, Moment after) {
        double spans = after.spans - before.spans;
        long[] answers = agents.takeAnswers();
        System.out.printf(
                Locale.ROOT,
                "%,.0f spans/s acknowledged, after 50 %%: %d ms, 99 %%: %d ms; %d messages refused, %,d spans dropped%n",
                spans / ((after.nanos - before.nanos) / 1e9),
                answers.length == 0 ? 0 : answers[answers.length / 2],
                answers.length == 0 ? 0 : answers[answers.length * 99 / 100],
                agents.refusedMessages.sum(),
                agents.droppedSpans.sum());
        for (String table : List.of("span", "index_block", "shared")) {
            double rows = difference(before, after, "dapper_storage_rows_total{table=\"" + table + "\"}");
            double mutations = difference(before, after, "dapper_storage_mutations_total{table=\"" + table + "\"}");
            System.out.printf(
                    Locale.ROOT, "%s: %.3f rows and %.3f mutations a span%n", table, rows / spans, mutations / spans);
        }
        System.out.printf(
                Locale.ROOT,
                "CPU seconds per million spans: collector %.0f, Cassandra %.0f, generator %.0f%n",
                cpu(before.collector, after.collector, spans),
                cpu(before.cassandra, after.cassandra, spans),
                cpu(before.generator, after.generator, spans));
    }

    private static double difference(Moment before, Moment after, String metric) {
        return after.metric(metric) - before.metric(metric);
    }

    private static double cpu(Duration before, Duration after, double spans) {
        return after.minus(before).toMillis() * 1e3 / spans;
    }

    /** Prints the bytes of each table after the node has flushed everything at its end, without a compaction. */
    private static void sizes(Path keyspace, long spans) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(keyspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String table = keyspace.relativize(file).getName(0).toString().replaceFirst("-.*", "");
                bytes.merge(table, Files.size(file), Long::sum);
            }
        }
        bytes.values().removeIf(size -> size < spans / 10);
        System.out.printf(
                Locale.ROOT,
                "bytes a span on disk, %,d spans: %.1f, of which %s%n",
                spans,
                bytes.values().stream().mapToLong(size -> size).sum() / (double) spans,
                bytes.entrySet().stream()
                        .map(table -> String.format(
                                Locale.ROOT, "%s %.1f", table.getKey(), table.getValue() / (double) spans))
                        .toList());
    }
}
