// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The life of one JVM: start, first response, a second of rest, warm-up, flat-out rounds, paced rounds, end. */
final class Run {
    private final Plan plan;
    private final SinkProcess sink;
    private final Path folder;

    private double startWall;
    private double startCpu;
    private double settledCpu;
    private int startClasses;

    Run(Plan plan, SinkProcess sink, Path folder) {
        this.plan = plan;
        this.sink = sink;
        this.folder = folder;
    }

    Measurement startOnly(Application application, Side side) throws IOException, InterruptedException {
        try (ApplicationProcess process = start(application, side)) {
            observeStart(process, application);
        }
        System.out.printf(
                Locale.ROOT,
                "%-18s start %.2f s, CPU %.2f s, %d classes%n",
                side.name(),
                startWall,
                startCpu,
                startClasses);
        return new Measurement(side, startWall, startCpu, settledCpu, startClasses, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    Measurement withLoad(Application application, Side side)
            throws IOException, InterruptedException, ExecutionException {
        try (ApplicationProcess process = start(application, side)) {
            int port = observeStart(process, application);
            try (Load load = new Load(port, application.paths(), plan.connections())) {
                load.warmUp(plan.warmupRequests());
                sink.awaitQuiet();
                long spansBefore = sink.spans();
                Round[] flatOut = rounds(process, () -> load.flatOut(plan.roundSeconds()));
                double flatOutSpans = spansOfARequest(spansBefore, flatOut);
                long allocatedBefore = process.collect().allocatedKilobytes();
                spansBefore = sink.spans();
                Round[] paced = rounds(process, () -> load.paced(plan.roundSeconds(), plan.rate(application)));
                double resident = process.residentKilobytes() / 1024.0;
                double spans = spansOfARequest(spansBefore, paced);
                GcLog.Heap heap = process.collect();
                double allocated = (heap.allocatedKilobytes() - allocatedBefore) * 1024.0 / requests(paced);
                Measurement measurement = new Measurement(
                        side,
                        startWall,
                        startCpu,
                        settledCpu,
                        startClasses,
                        median(paced, Round::cpuMicros),
                        median(flatOut, Round::cpuMicros),
                        allocated,
                        heap.usedKilobytes() / 1024.0,
                        median(flatOut, Round::requests) / plan.roundSeconds(),
                        least(paced, Round::p50Micros),
                        least(paced, Round::p99Micros),
                        resident,
                        process.loadedClasses(),
                        spans,
                        flatOutSpans);
                System.out.printf(
                        Locale.ROOT,
                        "%-18s start %.2f s, CPU %.2f s; a request: %.1f us CPU, flat out %.1f, %.0f B, %.3f spans; %.0f/s%n",
                        side.name(),
                        startWall,
                        startCpu,
                        measurement.cpuMicros(),
                        measurement.flatOutCpuMicros(),
                        allocated,
                        spans,
                        measurement.requestsPerSecond());
                return measurement;
            }
        }
    }

    /** Sends load, and returns the duration of each request, sorted. */
    private interface Requests {
        long[] send() throws InterruptedException, ExecutionException;
    }

    private Round[] rounds(ApplicationProcess process, Requests load)
            throws IOException, InterruptedException, ExecutionException {
        Round[] rounds = new Round[plan.rounds()];
        for (int i = 0; i < rounds.length; i++) {
            double cpuBefore = process.cpuSecondsWithoutCompiler();
            long[] nanos = load.send();
            rounds[i] = Round.of(process.cpuSecondsWithoutCompiler() - cpuBefore, nanos);
        }
        return rounds;
    }

    private double spansOfARequest(long before, Round[] rounds) throws IOException, InterruptedException {
        sink.awaitQuiet();
        return (sink.spans() - before) / requests(rounds);
    }

    private static double requests(Round[] rounds) {
        return figures(rounds, Round::requests).sum();
    }

    private static double median(Round[] rounds, ToDoubleFunction<Round> figure) {
        return Medians.of(figures(rounds, figure));
    }

    private static DoubleStream figures(Round[] rounds, ToDoubleFunction<Round> figure) {
        return Arrays.stream(rounds).mapToDouble(figure);
    }

    private static double least(Round[] rounds, ToDoubleFunction<Round> figure) {
        return figures(rounds, figure).min().orElseThrow();
    }

    private ApplicationProcess start(Application application, Side side) throws IOException {
        return ApplicationProcess.start(plan, application, side, sink.port(), folder);
    }

    private int observeStart(ApplicationProcess process, Application application)
            throws IOException, InterruptedException {
        int port = process.awaitPort(application.port());
        try (LoadClient client = new LoadClient(port, application.paths())) {
            client.request();
        }
        startWall = process.secondsSinceStart();
        startCpu = process.cpuSeconds();
        startClasses = process.loadedClasses();
        TimeUnit.SECONDS.sleep(1);
        settledCpu = process.cpuSeconds();
        return port;
    }
}
