// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.RuleFileException;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.query.testing.InMemoryAlerts;
import dapper.storage.NameList;
import dapper.storage.Tenant;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.CallWriter;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.calls.RollUp;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.testing.TestNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Measures the cost of anomaly rules: rows, time and CPU of evaluations ten minutes apart, with 90 days of hourly calls of 20
 * operations in Cassandra. One call in 50 fails.
 *
 * <p>Arguments: a new folder for the data, and the number of services.
 */
final class AnomalyCost {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long TEN_MINUTES = TimeUnit.MINUTES.toNanos(10);
    private static final int OPERATIONS = 20;
    private static final int DAYS = 90;
    private static final int PASSES = 7;

    private AnomalyCost() {}

    public static void main(String[] arguments) throws Exception {
        int services = Integer.parseInt(arguments[1]);
        long end = System.currentTimeMillis() * 1_000_000 / HOUR * HOUR;
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(Path.of(arguments[0])), event -> {})) {
            CassandraConfig config = CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter());
            try (CassandraStorage storage = CassandraStorage.open(config);
                    var session = Connection.open(config)) {
                CallWriter writer = storage.of(Tenant.DEFAULT).callWriter();
                for (int service = 0; service < services; service++) {
                    write(writer, "shop-" + service, end);
                }
                // Later than the marks of the reports, whatever the clocks of collectors differ by.
                int windows = new RollUp(
                                new Statements(session, config.keyspace()),
                                Duration.ofDays(DAYS + 1),
                                () -> System.currentTimeMillis() + 600_000)
                        .run();
                System.out.printf("%d windows summed up%n", windows);
                CountedRows calls = new CountedRows(storage.of(Tenant.DEFAULT).callReader());
                measure(calls, rules(1, 1), end);
                measure(calls, rules(100, 1), end);
                measure(calls, rules(100, services), end);
            }
        }
    }

    private static void write(CallWriter writer, String service, long end) throws InterruptedException {
        Random random = new Random(service.hashCode());
        Semaphore window = new Semaphore(64);
        for (long start = end - DAYS * 24 * HOUR; start < end; start += HOUR) {
            window.acquire();
            writer.write(report(service, start, random)).whenComplete((done, failure) -> {
                window.release();
                if (failure != null) {
                    failure.printStackTrace();
                }
            });
        }
        window.acquire(64);
    }

    private static CallReport report(String service, long start, Random random) {
        Map<CallKey, CallSeries> series = new HashMap<>();
        for (int operation = 0; operation < OPERATIONS; operation++) {
            for (int call = 0; call < 300; call++) {
                String error = random.nextInt(50) == 0 ? "500" : "";
                CallKey key =
                        new CallKey(CallKind.HTTP_SERVER, "op" + operation, "", error.isEmpty() ? "200" : error, error);
                series.computeIfAbsent(key, unseen -> new CallSeries())
                        .durations()
                        .add((long) Math.exp(random.nextGaussian() * 0.7 + 15 + operation * 0.1));
            }
        }
        return new CallReport(new ServiceProcess(service, "i", "1", "java", "dapper"), start, start + HOUR, series);
    }

    private static List<AlertRule> rules(int number, int services) throws RuleFileException {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < number; i++) {
            yaml.append("  - {name: R%d, service: shop-%d, operation: op%d, metric: p99, anomaly: {}}%n"
                    .formatted(i, i % services, i / services % OPERATIONS));
        }
        return RuleFileReader.read(yaml.toString()).rules();
    }

    private static void measure(CountedRows calls, List<AlertRule> rules, long end) {
        Evaluation evaluation = new Evaluation(calls, new InMemoryAlerts(), 0, new EvaluationCounts());
        long services =
                rules.stream().map(rule -> rule.target().service()).distinct().count();
        for (int pass = 0; pass < PASSES; pass++) {
            calls.rows = 0;
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            evaluation.run(rules, end + pass * TEN_MINUTES);
            System.out.printf(
                    "%3d rules of %2d services, pass %d: %6d rows, %5d ms, %5d ms CPU of the thread%n",
                    rules.size(),
                    services,
                    pass,
                    calls.rows,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                    TimeUnit.NANOSECONDS.toMillis(
                            ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu));
        }
    }

    /** Counts the rows that are read. */
    private static final class CountedRows implements CallReader {
        private final CallReader calls;
        private int rows;

        CountedRows(CallReader calls) {
            this.calls = calls;
        }

        @Override
        public Reading read(CallQuery query, Visitor visitor) {
            Reading reading = calls.read(query, visitor);
            rows += reading.rows();
            return reading;
        }

        @Override
        public NameList<SeenService> services() {
            return calls.services();
        }

        @Override
        public NameList<SeenProcess> processes(String service) {
            return calls.processes(service);
        }
    }
}
