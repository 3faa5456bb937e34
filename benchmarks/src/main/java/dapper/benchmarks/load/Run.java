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

/** The life of one JVM: start, first response, a second of rest, warm-up, rounds of load, end. */
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
        return new Measurement(side, startWall, startCpu, settledCpu, startClasses, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    Measurement withLoad(Application application, Side side)
            throws IOException, InterruptedException, ExecutionException {
        long spansBefore = sink.spans();
        long requests = 1;
        Round[] rounds = new Round[plan.rounds()];
        double allocated;
        double resident;
        int classes;
        try (ApplicationProcess process = start(application, side)) {
            int port = observeStart(process, application);
            try (Load load = new Load(port, application.path(), plan.connections())) {
                requests += load.run(plan.warmupSeconds()).length;
                long allocatedBefore = process.allocatedKilobytes();
                long measured = 0;
                for (int i = 0; i < rounds.length; i++) {
                    double cpuBefore = process.cpuSeconds();
                    long[] nanos = load.run(plan.roundSeconds());
                    rounds[i] = Round.of(process.cpuSeconds() - cpuBefore, plan.roundSeconds(), nanos);
                    measured += rounds[i].requests();
                }
                resident = process.residentKilobytes() / 1024.0;
                allocated = (process.allocatedKilobytes() - allocatedBefore) * 1024.0 / measured;
                classes = process.loadedClasses();
                requests += measured;
            }
        }
        double spans = (double) (sink.spans() - spansBefore) / requests;
        Measurement measurement = measurement(side, rounds, allocated, resident, classes, spans);
        System.out.printf(
                Locale.ROOT,
                "%-18s start %.2f s, CPU %.2f s; %.0f us CPU and %.0f B a request, %.3f spans of %d requests%n",
                side.name(),
                startWall,
                startCpu,
                measurement.bestCpuMicros(),
                allocated,
                spans,
                requests);
        return measurement;
    }

    private Measurement measurement(
            Side side, Round[] rounds, double allocated, double resident, int classes, double spans) {
        return new Measurement(
                side,
                startWall,
                startCpu,
                settledCpu,
                startClasses,
                Medians.of(figures(rounds, Round::cpuMicros)),
                least(rounds, Round::cpuMicros),
                allocated,
                figures(rounds, Round::requestsPerSecond).max().orElseThrow(),
                least(rounds, Round::p50Micros),
                least(rounds, Round::p99Micros),
                resident,
                classes,
                spans);
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
        int port = process.awaitPort();
        try (LoadClient client = new LoadClient(port, application.path())) {
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
