// SPDX-License-Identifier: Apache-2.0
package dapper.server.storage;

import dapper.storage.cassandra.write.WriteCounts;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The counts of writes to Cassandra as metrics: mutations divided by the rows of the table span is what a span costs. */
public final class WriteMetrics {
    private WriteMetrics() {}

    public static void register(WriteCounts counts, PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("dapper_storage_rows")
                .help("Rows that Cassandra has confirmed, by table; of the table span, one for each span and retry.")
                .labelNames("table")
                .callback(callback ->
                        counts.tables().forEach(table -> callback.call((double) table.rows(), table.table())))
                .register(registry);
        CounterWithCallback.builder()
                .name("dapper_storage_mutations")
                .help("Mutations of Cassandra that carried these rows, by table.")
                .labelNames("table")
                .callback(callback ->
                        counts.tables().forEach(table -> callback.call((double) table.mutations(), table.table())))
                .register(registry);
    }
}
