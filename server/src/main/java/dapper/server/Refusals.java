// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that a server refuses because of their sender. All are counted; the log gets one line a minute at most,
 * because anybody can send such requests. Safe for many threads.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String metric;
    private final String server;
    private final Counter counter;
    private final LongSupplier nanoTime;
    private final AtomicLong unlogged = new AtomicLong();
    private final AtomicLong due;

    /** The reason of a refusal, and the description in the log. */
    public enum Reason {
        /** No valid token: 401, or UNAUTHENTICATED. */
        UNAUTHENTICATED("it had no valid token"),
        /** A token without the scope, or a request from another site's page: 403, or PERMISSION_DENIED. */
        FORBIDDEN("it was not allowed"),
        /** Another host's name: 421. */
        MISDIRECTED("it named another host");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param server in the name of the metric: {@code query} */
    Refusals(String server, PrometheusRegistry metrics, LongSupplier nanoTime) {
        this.server = server;
        this.metric = "dapper_" + server + "_refused";
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong());
        this.counter = Counter.builder()
                .name(metric)
                .help("Requests refused because of their sender.")
                .labelNames("reason")
                .register(metrics);
        for (Reason reason : Reason.values()) {
            counter.initLabelValues(reason.label());
        }
    }

    /** @param from address of the sender */
    public void count(Reason reason, String from) {
        counter.labelValues(reason.label()).inc();
        unlogged.incrementAndGet();
        long next = due.get();
        long now = nanoTime.getAsLong();
        if (now - next >= 0 && due.compareAndSet(next, now + PAUSE_NANOS)) {
            LOG.warn(
                    "requests refused by the {} server since the last such line: {}; the latest came from {}: {}"
                            + " ({}_total counts all)",
                    server,
                    unlogged.getAndSet(0),
                    from,
                    reason.description,
                    metric);
        }
    }
}
