// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedLibrariesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PacedLibraries filter = new PacedLibraries(nanos::get, new PrintStream(out, true, UTF_8));

    @Test
    void letsFiveLinesOfALoggerThroughInTenSecondsAndCountsTheRest() {
        assertThat(passed("org.eclipse.jetty.server", 200)).isEqualTo(5);
        assertThat(passed("io.grpc.netty", 3)).isEqualTo(3);

        nanos.addAndGet(10_000_000_000L);

        assertThat(passed("org.eclipse.jetty.server", 1)).isEqualTo(1);
        assertThat(passed("io.grpc.netty", 1)).isEqualTo(1);
        assertThat(out.toString(UTF_8).strip())
                .isEqualTo("195 further lines of org.eclipse.jetty.server were left out");
    }

    @Test
    void leavesDappersOwnLinesAlone() {
        assertThat(passed("dapper.collector.Collector", 100)).isEqualTo(100);
    }

    private int passed(String logger, int lines) {
        int passed = 0;
        for (int i = 0; i < lines; i++) {
            LoggingEvent event = new LoggingEvent();
            event.setLoggerName(logger);
            if (filter.decide(event) != FilterReply.DENY) {
                passed++;
            }
        }
        return passed;
    }
}
