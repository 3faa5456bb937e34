// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.cli.demo.Launch;
import dapper.cli.demo.PaymentProvider;
import dapper.cli.demo.SampleApp;
import dapper.cli.demo.Traffic;
import dapper.collector.Collector;
import dapper.query.QueryConfig;
import dapper.query.QueryServer;
import dapper.server.ServerProcess;
import dapper.server.settings.Setting;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper demo}: all in one, three sample applications with the agent, traffic, and rules for alerts. */
final class DemoCommand implements Command {
    private static final Setting RATE =
            new Setting("dapper.demo.rate", "5", "requests per second the demo sends to its shop, 1 to 100");
    private static final Setting LOGS =
            new Setting("dapper.demo.logs", "data/demo/logs", "the folder for the output of the sample applications");
    /** Relative to the working directory, like the data. */
    private static final String RULES = "data/demo/alerts.yaml";

    private static final Duration FIRST_TRACE_PATIENCE = Duration.ofSeconds(90);

    @Override
    public CommandSpec spec() {
        return Command.spec(
                this, "demo", "run everything, with three sample applications under the agent and traffic on them");
    }

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(RATE, LOGS));
        settings.addAll(Parts.allInOneSettings());
        return settings;
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of(
                "dapper.cassandra.data", "data/demo/cassandra",
                "dapper.cassandra.port", "0",
                "dapper.query.alerts.rules", RULES,
                // The sample applications report every ten seconds.
                "dapper.query.alerts.delay", "20s",
                "dapper.query.alerts.interval", "10s",
                // The steps already contain what the servers log at info.
                "dapper.log.level", "warn");
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        writeRules(QueryConfig.from(invocation.settings()).alerts().rules());
        Parts.check(invocation.settings());
        int rate = (int) invocation.settings().number(RATE, 1, 100);
        try (Running running = Running.untilStopped(invocation.console())) {
            Steps steps = new Steps(invocation.console(), 7);
            Parts parts = new Parts(invocation, steps, running);
            // The sample applications have no token.
            parts.start(ServerProcess.startPlain());
            EmbeddedCassandra node = parts.cassandra();
            CassandraStorage storage = parts.storage(node);
            storage.mergeBlocks();
            Collector collector = parts.collector(
                    tenant -> new PausingWriter(node, storage.of(tenant).writer()),
                    PausingWriter.ofCalls(node, storage));
            QueryServer query = parts.query(storage::of);
            Shop shop = apps(launch(invocation, collector), steps, running);
            steps.run("first traces", () -> {
                running.add(Traffic.start(shop.front(), rate));
                return new Steps.Done<>(shop.front(), firstTrace(storage.reader()));
            });
            Console console = invocation.console();
            console.say("");
            console.say(rate + " requests a second go to the shop, some slow, some failing; Ctrl-C ends it all");
            console.say("this makes the worker slow, until millis=0, and an alert fires within two minutes:");
            console.say("  curl -X POST '" + shop.worker() + "/delay?millis=700'");
            console.say("open http://localhost:" + query.port());
            return running.await();
        }
    }

    private static Launch launch(Invocation invocation, Collector collector) {
        return new Launch(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                invocation.installation().agent(),
                invocation.installation().sampleApps(),
                "http://127.0.0.1:" + collector.grpcPort(),
                invocation.settings().path(LOGS).toAbsolutePath(),
                Map.of());
    }

    /** Writes the demo's rules, unless the user has chosen others or changed them. */
    private static void writeRules(@Nullable Path rules) throws IOException {
        Path ours = Path.of(RULES);
        if (!ours.equals(rules) || Files.exists(ours)) {
            return;
        }
        Files.createDirectories(Objects.requireNonNull(ours.getParent()));
        try (InputStream text = DemoCommand.class.getResourceAsStream("demo/alerts.yaml")) {
            Files.copy(Objects.requireNonNull(text), ours);
        }
    }

    /** The addresses of two applications. */
    private record Shop(String front, String worker) {}

    private static Shop apps(Launch launch, Steps steps, Running running) throws Exception {
        PaymentProvider payments = running.add(PaymentProvider.start());
        String worker = app("worker", launch, steps, running, "--messages");
        String inventory = app("inventory", launch, steps, running, "--worker=" + worker);
        String front = app(
                "front",
                launch.withEnvironment(
                        "OTEL_INSTRUMENTATION_COMMON_PEER_SERVICE_MAPPING", payments.address() + "=payment-provider"),
                steps,
                running,
                "--worker=" + worker,
                "--inventory=" + inventory,
                "--payments=http://" + payments.address(),
                "--messages=true");
        return new Shop(front, worker);
    }

    private static String app(String name, Launch launch, Steps steps, Running running, String... options)
            throws Exception {
        return steps.run(name, () -> {
            SampleApp app = running.add(SampleApp.start(name, launch, options));
            String address = app.awaitAddress();
            app.onExit()
                    .thenAccept(process -> running.failed("the sample application " + name + " ended with exit code "
                            + process.exitValue() + "; its output is in " + launch.logs()));
            return new Steps.Done<>(address, address + "   (sample application, only -javaagent added)");
        });
    }

    /** Waits until a search finds a trace across all three applications, which the user will look for. */
    private static String firstTrace(TraceReader reader) throws InterruptedException {
        long deadline = System.nanoTime() + FIRST_TRACE_PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            long now = System.currentTimeMillis();
            TraceQuery recent = TraceQuery.between(
                            TimeUnit.MILLISECONDS.toNanos(now - FIRST_TRACE_PATIENCE.toMillis()),
                            TimeUnit.MILLISECONDS.toNanos(now + 60_000))
                    .where(Predicate.equal(Field.SERVICE, "front"))
                    .withLimit(50);
            if (reader.search(recent).traces().stream()
                    .anyMatch(trace -> trace.services().size() == 3)) {
                return "a trace across front, inventory and worker is stored";
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IllegalStateException("no trace of the sample applications was stored within "
                + FIRST_TRACE_PATIENCE.toSeconds() + " s; their output may say why");
    }
}
