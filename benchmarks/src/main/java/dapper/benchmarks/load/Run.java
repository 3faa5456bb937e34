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

/** The life of one JVM: start, first response, a second of rest, warm-up and as much as it can, paced rounds, end. */
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
        Round[] rounds = new Round[plan.rounds()];
        long requests = 0;
        long spans;
        double throughput;
        double allocated;
        double resident;
        int classes;
        try (ApplicationProcess process = start(application, side)) {
            int port = observeStart(process, application);
            try (Load load = new Load(port, application.path(), plan.connections())) {
                load.warmUp(plan.warmupRequests());
                throughput = (double) load.flatOut(plan.roundSeconds()).length / plan.roundSeconds();
                sink.awaitQuiet();
                long spansBefore = sink.spans();
                long allocatedBefore = process.allocatedKilobytes();
                for (int i = 0; i < rounds.length; i++) {
                    double cpuBefore = process.cpuSecondsWithoutCompiler();
                    long[] nanos = load.paced(plan.roundSeconds(), plan.rate());
                    rounds[i] = Round.of(process.cpuSecondsWithoutCompiler() - cpuBefore, nanos);
                    requests += rounds[i].requests();
                }
                resident = process.residentKilobytes() / 1024.0;
                sink.awaitQuiet();
                spans = sink.spans() - spansBefore;
                allocated = (process.allocatedKilobytes() - allocatedBefore) * 1024.0 / requests;
                classes = process.loadedClasses();
            }
        }
        Measurement measurement =
                measurement(side, rounds, throughput, allocated, resident, classes, (double) spans / requests);
        System.out.printf(
                Locale.ROOT,
                "%-18s start %.2f s, CPU %.2f s; %.1f us CPU, %.0f B and %.3f spans a request of %d, %.0f requests/s%n",
                side.name(),
                startWall,
                startCpu,
                measurement.bestCpuMicros(),
                allocated,
                measurement.spans(),
                requests,
                throughput);
        return measurement;
    }

    private Measurement measurement(
            Side side,
            Round[] rounds,
            double throughput,
            double allocated,
            double resident,
            int classes,
            double spans) {
        return new Measurement(
                side,
                startWall,
                startCpu,
                settledCpu,
                startClasses,
                Medians.of(figures(rounds, Round::cpuMicros)),
                least(rounds, Round::cpuMicros),
                allocated,
                throughput,
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
