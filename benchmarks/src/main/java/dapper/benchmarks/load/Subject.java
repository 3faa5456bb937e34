// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * One JVM of one side: start, first response, a second of rest, warm-up, then turns of load whenever it is asked for
 * one. Between its turns it is idle.
 */
final class Subject implements AutoCloseable {
    /** At least as long as an agent holds spans back: a turn pays for the spans of the seconds before it. */
    private static final int LEAD_IN_SECONDS = 1;

    private final Plan plan;
    private final Side side;
    private final SinkProcess sink;
    private final ApplicationProcess process;
    private final Load load;

    private final double startWall;
    private final double startCpu;
    private final double settledCpu;
    private final int startClasses;
    private final double startHeapMegabytes;

    private final Rounds flatOut = new Rounds();
    private final Rounds paced = new Rounds();
    private AgentProfile profile = new AgentProfile(1, 1, 0);
    private double allocated;
    private double heapMegabytes;

    private Subject(Plan plan, Application application, Side side, SinkProcess sink, ApplicationProcess process)
            throws IOException, InterruptedException {
        this.plan = plan;
        this.side = side;
        this.sink = sink;
        this.process = process;
        int port = process.awaitPort(application.port());
        try (LoadClient client = new LoadClient(port, application.paths())) {
            client.request();
        }
        startWall = process.secondsSinceStart();
        startCpu = process.cpuSeconds();
        startClasses = process.loadedClasses();
        TimeUnit.SECONDS.sleep(1);
        settledCpu = process.cpuSeconds();
        startHeapMegabytes = process.collect().usedKilobytes() / 1024.0;
        load = new Load(port, application.paths(), plan.connections());
        System.out.printf(
                Locale.ROOT,
                "%-18s start %.2f s, CPU %.2f s, %,d classes, heap %.1f MB%n",
                side.name(),
                startWall,
                startCpu,
                startClasses,
                startHeapMegabytes);
    }

    static Subject start(Plan plan, Application application, Side side, SinkProcess sink, Path folder)
            throws IOException, InterruptedException {
        ApplicationProcess process = ApplicationProcess.start(plan, application, side, sink.port(), folder);
        try {
            return new Subject(plan, application, side, sink, process);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    void warmUp() throws IOException, InterruptedException, ExecutionException {
        System.out.printf(Locale.ROOT, "%-18s %s%n", side.name(), WarmUp.run(plan, process, load));
    }

    void flatOut() throws IOException, InterruptedException, ExecutionException {
        turn(flatOut, load::flatOut);
    }

    void paced() throws IOException, InterruptedException, ExecutionException {
        turn(paced, this::paced);
    }

    /** Measures allocation and heap. It is a turn of its own, because an idle application allocates too. */
    void allocate() throws IOException, InterruptedException, ExecutionException {
        long before = process.collect().allocatedKilobytes();
        int requests = paced(plan.rounds() * plan.roundSeconds()).length;
        GcLog.Heap heap = process.collect();
        allocated = (heap.allocatedKilobytes() - before) * 1024.0 / requests;
        heapMegabytes = heap.usedKilobytes() / 1024.0;
    }

    /** Profiles the agent, after everything that a profiler could disturb. */
    void profile() throws IOException, InterruptedException, ExecutionException {
        if (!side.agents().isEmpty()) {
            load.flatOut(LEAD_IN_SECONDS);
            profile = AgentProfile.flatOut(process, side, load, plan.rounds() * plan.roundSeconds());
        }
    }

    /** Sends load for some seconds, and returns the duration of each request, sorted. */
    private interface Requests {
        long[] send(int seconds) throws IOException, InterruptedException, ExecutionException;
    }

    private long[] paced(int seconds) throws IOException, InterruptedException, ExecutionException {
        return load.paced(seconds, plan.rate(plan.application()));
    }

    private void turn(Rounds rounds, Requests requests) throws IOException, InterruptedException, ExecutionException {
        sink.awaitQuiet();
        long spansBefore = sink.spans();
        int leadIn = requests.send(LEAD_IN_SECONDS).length;
        double cpuBefore = process.cpuSecondsWithoutCompiler();
        long[] nanos = requests.send(plan.roundSeconds());
        rounds.add(Round.of(process.cpuSecondsWithoutCompiler() - cpuBefore, nanos));
        sink.awaitQuiet();
        rounds.count(leadIn + nanos.length, sink.spans() - spansBefore);
    }

    Measurement measurement() throws IOException, InterruptedException {
        Measurement measurement = new Measurement(
                side,
                startWall,
                startCpu,
                settledCpu,
                startClasses,
                startHeapMegabytes,
                paced.median(Round::cpuMicros),
                flatOut.median(Round::cpuMicros),
                profile.agentMicros(),
                profile.agentShare(),
                allocated,
                heapMegabytes,
                flatOut.median(Round::requests) / plan.roundSeconds(),
                paced.least(Round::p50Micros),
                paced.least(Round::p99Micros),
                process.residentKilobytes() / 1024.0,
                process.loadedClasses(),
                paced.spansOfARequest(),
                flatOut.spansOfARequest());
        System.out.printf(
                Locale.ROOT,
                "%-18s a request: %.1f us CPU, flat out %.1f, %.0f B, %.3f spans; %.0f/s%n",
                side.name(),
                measurement.cpuMicros(),
                measurement.flatOutCpuMicros(),
                allocated,
                measurement.spans(),
                measurement.requestsPerSecond());
        return measurement;
    }

    /** A measurement of the start alone. */
    Measurement start() {
        return new Measurement(
                side,
                startWall,
                startCpu,
                settledCpu,
                startClasses,
                startHeapMegabytes,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    @Override
    public void close() throws IOException {
        load.close();
        process.close();
    }

    /** The turns of one kind. */
    private static final class Rounds {
        private final List<Round> all = new ArrayList<>();
        private long requests;
        private long spans;

        void add(Round round) {
            all.add(round);
        }

        void count(int moreRequests, long moreSpans) {
            requests += moreRequests;
            spans += moreSpans;
        }

        double spansOfARequest() {
            return (double) spans / requests;
        }

        double median(ToDoubleFunction<Round> figure) {
            return Medians.of(all.stream().mapToDouble(figure));
        }

        double least(ToDoubleFunction<Round> figure) {
            return all.stream().mapToDouble(figure).min().orElseThrow();
        }
    }
}
