// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.cli.demo.Launch;
import dapper.cli.demo.SampleApp;
import dapper.cli.demo.Traffic;
import dapper.collector.Collector;
import dapper.query.QueryServer;
import dapper.server.settings.Setting;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper demo}: all in one, three sample applications with the agent, and traffic. */
final class DemoCommand implements Command {
    private static final Setting RATE =
            new Setting("dapper.demo.rate", "5", "requests per second the demo sends to its shop, 1 to 100");
    private static final Setting LOGS =
            new Setting("dapper.demo.logs", "data/demo/logs", "the folder for the output of the sample applications");
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
                // The steps already contain what the servers log at info.
                "dapper.log.level", "warn");
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Parts.check(invocation.settings());
        int rate = (int) invocation.settings().number(RATE, 1, 100);
        try (Running running = Running.untilStopped(invocation.console())) {
            Steps steps = new Steps(invocation.console(), 7);
            Parts parts = new Parts(invocation, steps, running);
            EmbeddedCassandra node = parts.cassandra();
            CassandraStorage storage = parts.storage(node);
            storage.mergeBlocks();
            Collector collector = parts.collector(
                    tenant -> new PausingWriter(node, storage.of(tenant).writer()),
                    PausingWriter.ofCalls(node, storage));
            QueryServer query = parts.query(storage::of);
            String front = apps(launch(invocation, collector), steps, running);
            steps.run("first traces", () -> {
                running.add(Traffic.start(front, rate));
                return new Steps.Done<>(front, firstTrace(storage.reader()));
            });
            invocation.console().say("");
            invocation
                    .console()
                    .say(rate + " requests a second go to the shop, some slow, some failing; Ctrl-C ends it all");
            invocation.console().say("open http://localhost:" + query.port());
            return running.await();
        }
    }

    private static Launch launch(Invocation invocation, Collector collector) {
        return new Launch(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                invocation.installation().agent(),
                invocation.installation().sampleApps(),
                "http://127.0.0.1:" + collector.grpcPort(),
                invocation.settings().path(LOGS).toAbsolutePath());
    }

    /** @return the address of the shop's front */
    private static String apps(Launch launch, Steps steps, Running running) throws Exception {
        String worker = app("worker", launch, steps, running);
        String inventory = app("inventory", launch, steps, running, "--worker=" + worker);
        return app("front", launch, steps, running, "--worker=" + worker, "--inventory=" + inventory);
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
