// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The cost of an agent: the same applications without one, with Dapper and with OpenTelemetry, at 1.0 and at 1/1024,
 * several JVMs a side.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.load.WholeApplication [--quick] [--jvms=3]
 * </pre>
 *
 * <p>The application has the first core for itself, this program and the receiver of the spans the second. Options are in
 * {@link Plan}; {@code --quick} takes about a minute and shows allocation, classes and spans, but no CPU worth quoting.
 */
public final class WholeApplication {
    private WholeApplication() {}

    public static void main(String[] arguments) throws Exception {
        Plan plan = Plan.of(new Options(arguments));
        Path folder = Files.createTempDirectory("dapper-load");
        plan.cores().pinThisProcess();
        List<Measurement> loaded = new ArrayList<>();
        List<Measurement> starts = new ArrayList<>();
        // The start of the small one says little.
        Application started = plan.application().equals(Application.ORDERS) ? Application.FRONT : plan.application();
        try (SinkProcess sink = SinkProcess.start(plan.java(), plan.cores(), folder)) {
            for (int group = 0; group < plan.jvms(); group++) {
                loaded.addAll(group(plan, sink, folder));
            }
            for (int round = 0; round < plan.startups(); round++) {
                for (Side side : plan.sides()) {
                    if (side.isMeasuredAtStart()) {
                        try (Subject subject = Subject.start(plan, started, side, sink, folder)) {
                            starts.add(subject.start());
                        }
                    }
                }
            }
        } finally {
            delete(folder);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%s, %s, %d JVMs a side, %,d requests of warm-up, %d x %d s at %,d requests/s, Dapper %s, OpenTelemetry %s%n",
                plan.javaVersion(),
                plan.cores(),
                plan.jvms(),
                plan.warmupRequests(),
                plan.rounds(),
                plan.roundSeconds(),
                plan.rate(plan.application()),
                Side.DAPPER.version(),
                Side.OPENTELEMETRY.version());
        if (!loaded.isEmpty()) {
            System.out.println("\n" + plan.application().description() + "\n");
            Report report = new Report(plan.sides(), loaded);
            report.print(System.out, Row.START);
            System.out.println();
            report.print(System.out, Row.LOAD);
        }
        if (!starts.isEmpty()) {
            System.out.printf("%nStart alone, %d JVMs a side: %s%n%n", plan.startups(), started.description());
            List<Side> sides =
                    plan.sides().stream().filter(Side::isMeasuredAtStart).toList();
            new Report(sides, starts).print(System.out, Row.START);
        }
    }

    /**
     * Measures one JVM of each side. All are alive together, and get load in turns, one at a time: the machine's speed
     * changes within minutes, and all sides should see the same changes.
     */
    private static List<Measurement> group(Plan plan, SinkProcess sink, Path folder) throws Exception {
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Side side : plan.sides()) {
                Subject subject = Subject.start(plan, plan.application(), side, sink, folder);
                subjects.add(subject);
                subject.warmUp();
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (Subject subject : subjects) {
                    subject.flatOut();
                }
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (Subject subject : subjects) {
                    subject.paced();
                }
            }
            List<Measurement> measurements = new ArrayList<>();
            for (Subject subject : subjects) {
                subject.allocate();
                subject.profile();
                measurements.add(subject.measurement());
            }
            return measurements;
        } finally {
            for (Subject subject : subjects) {
                subject.close();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
