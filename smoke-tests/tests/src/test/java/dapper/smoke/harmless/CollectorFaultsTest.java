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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One process, and everything that can be wrong at the other end of its agent, one after the other. During every fault it
 * records far more than may wait; after every fault its spans arrive again; at the end every span is accounted for.
 */
@Timeout(600)
class CollectorFaultsTest {
    /** Unbounded, they would take three times the heap. */
    private static final int DURING = 150_000;

    private static final int AFTER = 10;

    private int recorded;

    @ParameterizedTest
    @EnumSource
    void noFaultOfTheCollectorReachesTheApplication(Protocol protocol) {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                FaultyLink link = FaultyLink.to(receiver.port(protocol));
                Program program = start(protocol, link)) {
            program.awaitLine("ready");
            execute(program, AFTER, "before");
            receiver.awaitSpan("SELECT before");
            List<String> faults = new ArrayList<>();
            for (Fault fault : List.of(Fault.ABSENT, Fault.SILENT, Fault.SLOW, Fault.RESET)) {
                link.set(fault);
                faults.add(during(program, fault.toString().toLowerCase()));
                link.set(Fault.NONE);
                recover(program, receiver, fault.toString().toLowerCase());
            }
            receiver.refuse(Refusal.withRetryAfterSeconds(1));
            faults.add(during(program, "refused"));
            receiver.refuse(null);
            recover(program, receiver, "refused");
            receiver.restart();
            faults.add(during(program, "restarted"));
            recover(program, receiver, "restarted");

            assertThat(program.finish()).as(program.toString()).isZero();
            assertThat(faults).hasSize(6);
            assertAccounted(program, receiver);
        }
    }

    /** A heap that what waits fits in only because it is bounded in bytes. */
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
    private String during(Program program, String fault) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2_000);
        execute(program, DURING, "during_" + fault);
        do {
            execute(program, AFTER, "during_" + fault);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (System.nanoTime() - end < 0);
        return fault;
    }

    private void recover(Program program, OtlpReceiver receiver, String fault) {
        // What waits is sent first; so much fits beside it again once the first batch has left.
        receiver.awaitSpans("spans of " + fault, spans -> {
            execute(program, AFTER, "after_" + fault);
            return spans.stream().anyMatch(span -> span.getName().equals("SELECT after_" + fault));
        });
    }

    private void execute(Program program, int count, String table) {
        int answers = program.standardOutput().size();
        program.type(count + " " + table);
        recorded += count;
        program.awaitLines(answers + 1);
        String answer = program.standardOutput().get(answers);
        assertThat(answer).matches(table + " took \\d+ us, seen sending 0 times");
        // Whatever waited for the collector would have waited for its timeout, a second.
        assertThat(Long.parseLong(answer.split(" ")[2])).as(answer).isLessThan(900_000);
    }

    private void assertAccounted(Program program, OtlpReceiver receiver) {
        Counts counts = Counts.of(program);
        assertThat(counts.recorded()).as(program.toString()).isEqualTo(recorded);
        assertThat(counts.exported() + counts.allDropped() + counts.queued()).isEqualTo(recorded);
        assertThat(counts.queued()).isZero();
        assertThat(counts.dropped().keySet()).isEqualTo(Set.of("queue_full", "unavailable"));
        // A receiver has more than was acknowledged where the acknowledgement was lost, and then the agent sent it
        // again.
        assertThat((long) receiver.spans().size()).isGreaterThanOrEqualTo(counts.exported());
        assertThat(program.standardError())
                .filteredOn(line -> line.contains("WARN"))
                .allMatch(line -> line.startsWith("[dapper] WARN cannot export spans: "));
    }
}
