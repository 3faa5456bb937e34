// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.server.Refusals.Reason;
import dapper.server.testing.LogLines;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void logsALineAMinuteWithTheirNumber() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        Refusals refusals = new Refusals("test", new PrometheusRegistry(), nanos::get);
        try (LogLines log = new LogLines()) {
            refusals.count(Reason.UNAUTHENTICATED, "192.0.2.1");
            nanos.addAndGet(Duration.ofSeconds(59).toNanos());
            refusals.count(Reason.UNAUTHENTICATED, "192.0.2.2");
            refusals.count(Reason.UNAUTHENTICATED, "192.0.2.3");
            assertThat(log.with("refused")).hasSize(1);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            refusals.count(Reason.FORBIDDEN, "192.0.2.4");

            assertThat(log.with("refused")).hasSize(2);
            assertThat(log.with("refused").get(1))
                    .endsWith("requests refused by the test server since the last such line: 3; the latest came from"
                            + " 192.0.2.4: it was not allowed (dapper_test_refused_total counts all)");
        }
    }
}
