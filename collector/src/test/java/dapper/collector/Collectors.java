// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.server.ServerProcess;
import dapper.server.settings.Settings;
import dapper.storage.SpanWriter;
import dapper.storage.calls.CallWriter;
import java.util.HashMap;
import java.util.Map;

/** Collectors on free ports. */
public final class Collectors {
    private Collectors() {}

    /** @param settings keys without {@code dapper.collector.}, each followed by its value */
    public static Collector start(SpanWriter writer, String... settings) {
        return start(writer, new RecordingCalls(), settings);
    }

    /** @param settings keys without {@code dapper.collector.}, each followed by its value */
    public static Collector start(SpanWriter writer, CallWriter calls, String... settings) {
        return Collector.start(config(settings), new ServerProcess(), tenant -> writer, tenant -> calls);
    }

    public static CollectorConfig config(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "dapper.collector.grpc.port",
                "0",
                "dapper.collector.http.port",
                "0",
                "dapper.collector.stop-timeout",
                "1s"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put("dapper.collector." + settings[i], settings[i + 1]);
        }
        return CollectorConfig.from(new Settings(values::get));
    }
}
