// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Statements;
import dapper.smoke.run.Counts;
import dapper.smoke.run.FaultyLink;
import dapper.smoke.run.FaultyLink.Fault;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.OtlpReceiver.Refusal;
import dapper.smoke.run.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One process, and every fault of the collector, one after the other. During every fault it records far more than the
 * queue can hold; after every fault its spans arrive again; at the end every span is accounted for. During each fault
 * the same work takes no longer than without a fault.
 */
@Timeout(600)
class CollectorFaultsTest {
    /** Without a bound, they would take three times the heap. */
    private static final int DURING = 150_000;

    private static final int AFTER = 10;

    /** While one statement goes on: at least 400 ms in which the process ran, however long the machine stood still. */
    private static final int MOST_LOOKS = 200;

    /** Of a thousand statements, by their median: no pause of the machine moves it. */
    private record Pace(long micros, long cpuMicros) {
        /**
         * The effect that other load of the machine may have on the median of one fault but not of another, beside
         * three times that of the healthy collector. It is two microseconds a statement: any wait for the collector is
         * longer.
         */
        private static final long MARGIN_MICROS = 2_000;

        private static final Pattern ANSWER = Pattern.compile(".*, a thousand in (\\d+) us, (\\d+) us of CPU");

        static Pace of(String answer) {
            Matcher matcher = ANSWER.matcher(answer);
            assertThat(matcher.matches()).as(answer).isTrue();
            return new Pace(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }

        void assertKeptUpWith(Pace healthy, String fault) {
            assertThat(micros)
                    .as("median microseconds of a thousand statements during " + fault + "; " + healthy.micros
                            + " with a healthy collector")
                    .isLessThanOrEqualTo(3 * healthy.micros + MARGIN_MICROS);
            assertThat(cpuMicros)
                    .as("median CPU microseconds of a thousand statements during " + fault + "; " + healthy.cpuMicros
                            + " with a healthy collector")
                    .isLessThanOrEqualTo(3 * healthy.cpuMicros + MARGIN_MICROS);
        }

        @Override
        public String toString() {
            return micros + " us (" + cpuMicros + " us of CPU)";
        }
    }

    private int recorded;

    @ParameterizedTest
    @EnumSource
    void noFaultOfTheCollectorReachesTheApplication(Protocol protocol) {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                FaultyLink link = FaultyLink.to(receiver.port(protocol));
                Program program = start(protocol, link)) {
            program.awaitLine("ready");
            // The first batch may be lost, because its attempt also loads gRPC.
            recover(program, receiver, "start");
            // The code is compiled the first time.
            execute(program, DURING, "cold");
            Pace healthy = Pace.of(execute(program, DURING, "healthy"));
            recover(program, receiver, "healthy");
            Map<String, Pace> faults = new LinkedHashMap<>();
            for (Fault fault : List.of(Fault.ABSENT, Fault.SILENT, Fault.SLOW, Fault.RESET)) {
                String name = fault.toString().toLowerCase();
                link.set(fault);
                faults.put(name, during(program, name));
                link.set(Fault.NONE);
                recover(program, receiver, name);
            }
            receiver.refuse(Refusal.withRetryAfterSeconds(1));
            faults.put("refused", during(program, "refused"));
            receiver.refuse(null);
            recover(program, receiver, "refused");
            receiver.restart();
            faults.put("restarted", during(program, "restarted"));
            recover(program, receiver, "restarted");

            assertThat(program.finish()).as(program.toString()).isZero();
            System.out.println(
                    protocol + ", a thousand statements, median: " + healthy + " with a healthy collector, " + faults);
            assertThat(faults).hasSize(6);
            faults.forEach((fault, pace) -> pace.assertKeptUpWith(healthy, fault));
            assertAccounted(program, receiver);
        }
    }

    /** Starts with a heap into which the queue fits only because it is bounded in bytes. */
    private static Program start(Protocol protocol, FaultyLink link) {
        return Jvm.on(Jdk.ofThisBuild())
                .withAgent()
                .with(protocol.options("http://127.0.0.1:" + link.port()))
                .with(
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dotel.bsp.schedule.delay=50ms",
                        "-Dotel.bsp.max.queue.size=1000000",
                        "-Ddapper.queue.max.bytes=2000000",
                        "-Ddapper.shutdown.timeout=60s",
                        "-Dotel.exporter.otlp.timeout=1s",
                        "-Dotel.bsp.export.timeout=1s")
                .start(Statements.class, "watched");
    }

    /** Longer than a batch is kept. */
    private Pace during(Program program, String fault) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2_000);
        Pace pace = Pace.of(execute(program, DURING, "during_" + fault));
        do {
            execute(program, AFTER, "during_" + fault);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (System.nanoTime() - end < 0);
        return pace;
    }

    private void recover(Program program, OtlpReceiver receiver, String fault) {
        // The queued spans are sent first; the new ones fit once the first batch has left.
        receiver.awaitSpans("spans of " + fault, spans -> {
            execute(program, AFTER, "after_" + fault);
            return spans.stream().anyMatch(span -> span.getName().equals("SELECT after_" + fault));
        });
    }

    private String execute(Program program, int count, String table) {
        int answers = program.standardOutput().size();
        program.type(count + " " + table);
        recorded += count;
        program.awaitLines(answers + 1);
        String answer = program.standardOutput().get(answers);
        assertThat(answer).matches(table + " took \\d+ us and \\d+ looks, seen sending 0 times.*");
        // Any wait for the collector would have lasted until its timeout, a second.
        assertThat(Integer.parseInt(answer.split(" ")[5])).as(answer).isLessThan(MOST_LOOKS);
        return answer;
    }

    private void assertAccounted(Program program, OtlpReceiver receiver) {
        Counts counts = Counts.of(program);
        assertThat(counts.recorded()).as(program.toString()).isEqualTo(recorded);
        assertThat(counts.exported() + counts.allDropped() + counts.queued()).isEqualTo(recorded);
        assertThat(counts.queued()).isZero();
        assertThat(counts.dropped().keySet()).isEqualTo(Set.of("queue_full", "unavailable"));
        // The receiver may have more spans than were acknowledged: if an acknowledgement was lost, the agent sent them
        // again.
        assertThat((long) receiver.spans().size()).isGreaterThanOrEqualTo(counts.exported());
        assertThat(program.standardError())
                .filteredOn(line -> line.contains("WARN"))
                .allMatch(line -> line.startsWith("[dapper] WARN cannot export spans: ")
                        || line.startsWith("[dapper] WARN cannot send the agent's own metrics: "));
    }
}
