// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.storage.calls.CallKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics that count calls, by their names in OpenTelemetry's conventions; the jobs of our agent have a name of ours. */
final class CallMetric {
    private static final Map<String, CallKind> KINDS = Map.of(
            "http.server.request.duration", CallKind.HTTP_SERVER,
            "http.client.request.duration", CallKind.HTTP_CLIENT,
            "db.client.operation.duration", CallKind.DATABASE,
            "rpc.server.call.duration", CallKind.RPC_SERVER,
            "rpc.client.call.duration", CallKind.RPC_CLIENT,
            "rpc.server.duration", CallKind.RPC_SERVER,
            "rpc.client.duration", CallKind.RPC_CLIENT,
            "messaging.client.operation.duration", CallKind.MESSAGING,
            "messaging.process.duration", CallKind.PROCESSING,
            "dapper.job.duration", CallKind.JOB);

    private CallMetric() {}

    /** Returns null for a metric that counts no calls. */
    static @Nullable CallKind kind(String metric) {
        return KINDS.get(metric);
    }

    /** Returns what to divide by to get seconds; 0 for a unit that is none of time. */
    static double unitsOfASecond(String unit) {
        return switch (unit) {
            case "s", "" -> 1;
            case "ms" -> 1e3;
            case "us" -> 1e6;
            case "ns" -> 1e9;
            default -> 0;
        };
    }
}
