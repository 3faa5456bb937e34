// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The extent of a measurement.
 *
 * @param application that gets the load
 * @param jvms JVMs with load on each side
 * @param startups JVMs on each side whose start alone is measured
 * @param givenRate requests a second in the paced rounds, the same on each side; 0 for the application's own
 * @param connections greatest number of concurrent requests
 * @param warmupRequests requests before the measurement, because the compiler needs that many, regardless of their
 *     duration
 * @param java home of the JDK that runs the applications
 */
record Plan(
        Application application,
        int jvms,
        int startups,
        int warmupRequests,
        int rounds,
        int roundSeconds,
        int givenRate,
        int connections,
        List<Side> sides,
        Path java,
        Cores cores) {

    static Plan of(Options options) {
        boolean quick = options.has("quick");
        Plan plan = new Plan(
                Application.named(options.text("application", "orders")),
                options.number("jvms", quick ? 1 : 3),
                options.number("startups", quick ? 0 : 3),
                options.number("warmup", quick ? 15_000 : 100_000),
                options.number("rounds", quick ? 1 : 6),
                options.number("round", 2),
                options.number("rate", 0),
                options.number("connections", 4),
                sides(options.text("sides", "")),
                Path.of(options.text("java", System.getProperty("java.home"))),
                Cores.find());
        options.end();
        if (!Files.isExecutable(plan.java.resolve("bin/java"))) {
            throw new IllegalArgumentException("no JDK in " + plan.java);
        }
        return plan;
    }

    /** Returns the named sides, separated by commas; all by default. */
    private static List<Side> sides(String names) {
        return names.isEmpty()
                ? Side.ALL
                : Side.ALL.stream()
                        .filter(side -> Arrays.asList(names.split(",")).contains(side.name()))
                        .toList();
    }

    int rate(Application application) {
        return givenRate == 0 ? application.rate() : givenRate;
    }

    String javaVersion() {
        try {
            return Files.readAllLines(java.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> "JDK " + line.substring(14, line.length() - 1))
                    .findFirst()
                    .orElse(java.toString());
        } catch (java.io.IOException e) {
            return java.toString();
        }
    }
}
