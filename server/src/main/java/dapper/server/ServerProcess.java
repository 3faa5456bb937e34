// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The parts that the servers of one process share, such as their registry of metrics. Safe for many threads. */
public final class ServerProcess {
    private final PrometheusRegistry metrics = new PrometheusRegistry();

    public ServerProcess() {
        JvmMetrics.builder().register(metrics);
    }

    /** Returns the metrics of all servers of the process and of its JVM. */
    public PrometheusRegistry metrics() {
        return metrics;
    }
}
