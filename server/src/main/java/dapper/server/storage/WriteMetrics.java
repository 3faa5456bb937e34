// SPDX-License-Identifier: Apache-2.0
package dapper.server.storage;

import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.write.WriteCounts;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

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
        index(counts.index(), registry);
    }

    private static void index(IndexCounts counts, PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("dapper_index_blocks")
                .help(
                        "Index blocks that were written: fresh ones by each window of writes, merged ones in the background.")
                .labelNames("level")
                .callback(callback -> {
                    callback.call((double) counts.freshBlocks(), "fresh");
                    callback.call((double) counts.mergedBlocks(), "merged");
                })
                .register(registry);
        count("dapper_index_merges", "Minutes whose index blocks were merged.", counts::merges, registry);
        count(
                "dapper_index_merge_failures",
                "Attempts to merge index blocks or to sum up counted calls that failed, and blocks that could not be merged.",
                counts::mergeFailures,
                registry);
        count(
                "dapper_index_damaged_blocks",
                "Index blocks that searches had to leave out, once for each search.",
                counts::damagedBlocks,
                registry);
        GaugeWithCallback.builder()
                .name("dapper_index_unmerged_minutes")
                .help("Minutes whose index blocks wait to be merged, when this collector looked last.")
                .callback(callback -> callback.call(counts.unmergedSlots()))
                .register(registry);
    }

    private static void count(String name, String help, LongSupplier count, PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) count.getAsLong()))
                .register(registry);
    }
}
