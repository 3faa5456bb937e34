// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.schema;

import dapper.storage.cassandra.session.CallRetention;
import java.util.Set;

/**
 * The lifetime of the rows of each table: that of the spans, of counted calls, or of shared rows, which outlive the spans. Alerts
 * live as long as the calls of an hour, the log of their deliveries as long as those of ten minutes. Rules of alerts do not expire.
 */
final class Lifetimes {
    private static final Set<String> OF_SPANS = Set.of("trace", "span", "segment_index", "index_block", "index_chunk");
    private static final Set<String> OF_MINUTES = Set.of("call_report", "call_minute", "call_point");
    private static final Set<String> OF_TEN_MINUTES = Set.of("call_ten_minutes", "call_process", "alert_delivery");
    private static final Set<String> OF_HOURS =
            Set.of("call_hour", "call_service", "alert_state", "alert_change", "alert_silence", "alert_tenant");
    private static final Set<String> REWRITTEN =
            Set.of("call_point", "call_process", "call_service", "alert_state", "alert_silence", "alert_tenant");
    /** Large tables whose partitions are in few files anyway, so that more files hardly cost their readers. */
    private static final Set<String> COMPACTED_SELDOM = Set.of("span", "index_chunk");

    /** Files; Cassandra's default. */
    private static final int OFTEN = 4;

    /** Files. A span is compressed twice before its window closes, not four times. */
    private static final int SELDOM = 16;

    /** Written by people. */
    private static final Set<String> LASTING = Set.of("alert_rule");

    private final Retention spans;
    private final Retention minutes;
    private final Retention tenMinutes;
    private final Retention hours;

    Lifetimes(Retention spans, CallRetention calls) {
        this.spans = spans;
        this.minutes = new Retention(calls.minutes());
        this.tenMinutes = new Retention(calls.tenMinutes());
        this.hours = new Retention(calls.hours());
    }

    int ttlSeconds(String table) {
        if (LASTING.contains(table)) {
            return 0;
        }
        if (OF_SPANS.contains(table) || isOfCalls(table)) {
            return retention(table).ttlSeconds();
        }
        return spans.sharedTtlSeconds();
    }

    /** Returns the option of a table whose rows expire together; empty for others. */
    String compaction(String table) {
        boolean together = OF_SPANS.contains(table) || isOfCalls(table) && !REWRITTEN.contains(table);
        return together ? retention(table).compaction(COMPACTED_SELDOM.contains(table) ? SELDOM : OFTEN) : "";
    }

    private static boolean isOfCalls(String table) {
        return !LASTING.contains(table) && (table.startsWith("call_") || table.startsWith("alert_"));
    }

    private Retention retention(String table) {
        if (OF_MINUTES.contains(table)) {
            return minutes;
        }
        if (OF_TEN_MINUTES.contains(table)) {
            return tenMinutes;
        }
        return OF_HOURS.contains(table) ? hours : spans;
    }

    /** Returns a statement with its placeholders replaced. */
    String fill(String statement) {
        return statement
                .replace("${ttl}", Integer.toString(spans.ttlSeconds()))
                .replace("${shared_ttl}", Integer.toString(spans.sharedTtlSeconds()))
                .replace("${seldom_compaction}", spans.compaction(SELDOM))
                .replace("${compaction}", spans.compaction(OFTEN))
                .replace("${minutes_ttl}", Integer.toString(minutes.ttlSeconds()))
                .replace("${minutes_compaction}", minutes.compaction(OFTEN))
                .replace("${ten_minutes_ttl}", Integer.toString(tenMinutes.ttlSeconds()))
                .replace("${ten_minutes_compaction}", tenMinutes.compaction(OFTEN))
                .replace("${hours_ttl}", Integer.toString(hours.ttlSeconds()))
                .replace("${hours_compaction}", hours.compaction(OFTEN));
    }
}
