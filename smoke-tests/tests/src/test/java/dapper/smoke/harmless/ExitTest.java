// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Ending;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the last spans, however the process ends. */
class ExitTest {
    /** Longer than any test: nothing is sent before the end unless the end sends it. */
    private static final String NOT_BEFORE_THE_END = "-Dotel.bsp.schedule.delay=10m";

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private Jvm jvm() {
        return Jvm.on(Jdk.ofThisBuild()).tracedTo(receiver).with(NOT_BEFORE_THE_END);
    }

    @Test
    void theEndOfMainDeliversEverything() {
        Program program = jvm().run(Ending.class, "return", "3");
        assertThat(program.awaitExit()).isZero();
        assertThat(receiver.spans()).hasSize(3);
    }
}
