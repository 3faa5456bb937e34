// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.alerts.AlertConfig;
import dapper.query.analysis.insight.InsightLimits;
import dapper.query.live.LiveLimits;
import dapper.server.ListenAddress;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.tls.ClientCertificates;
import dapper.storage.TraceQuery;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of the query service.
 *
 * @param clients whether clients show certificates, if the process has TLS
 * @param maxConcurrent API requests in work at a time; further ones get 503 with Retry-After
 * @param memoryBytes heap that their answers may take together
 * @param memoryWait how long a request waits for a part of it
 * @param live the limits of live tails
 * @param insights the thresholds of insights
 */
public record QueryConfig(
        ListenAddress address,
        ClientCertificates clients,
        Duration lookback,
        int limit,
        int maxConcurrent,
        long memoryBytes,
        Duration memoryWait,
        LiveLimits live,
        InsightLimits insights,
        AlertConfig alerts) {
    static final Setting HOST = new Setting(
            "dapper.query.host",
            "127.0.0.1",
            "the address the query service listens on; 0.0.0.0 for every network the machine is in");
    static final Setting PORT = new Setting(
            "dapper.query.port", "16686", "TCP port of the API and the viewer, 0 to 65535; 0 for any free port");
    static final Setting CLIENT_CERTIFICATES = ClientCertificates.setting("dapper.query");
    static final Setting LOOKBACK =
            new Setting("dapper.query.lookback", "1h", "how far back a search goes if it names no time range");
    static final Setting LIMIT =
            new Setting("dapper.query.limit", "50", "traces on a page of a search if it names no limit, 1 to 1000");
    static final Setting MAX_CONCURRENT = new Setting(
            "dapper.query.max-concurrent",
            "32",
            "API requests handled at a time, 1 to 1000; further ones get 503 with Retry-After");
    static final Setting MEMORY_PERCENT = new Setting(
            "dapper.query.memory-percent",
            "40",
            "percent of the heap that answers may take together, 5 to 80; requests beyond it wait");
    static final Setting MEMORY_WAIT = new Setting(
            "dapper.query.memory-wait",
            "30s",
            "how long a request waits for the memory of other answers; then it gets 503 with Retry-After");

    static final Setting LIVE_TAILS = new Setting(
            "dapper.query.live.max-tails",
            "20",
            "clients that follow a search at a time, 1 to 100; further ones get 503 with Retry-After");
    static final Setting LIVE_TRACES = new Setting(
            "dapper.query.live.traces-per-second",
            "10",
            "most traces a second of a live tail, 1 to 50; the others are counted");

    public static final List<Setting> SETTINGS = Stream.of(
                    List.of(
                            HOST,
                            PORT,
                            CLIENT_CERTIFICATES,
                            LOOKBACK,
                            LIMIT,
                            MAX_CONCURRENT,
                            MEMORY_PERCENT,
                            MEMORY_WAIT,
                            LIVE_TAILS,
                            LIVE_TRACES),
                    InsightSettings.SETTINGS,
                    AlertSettings.SETTINGS)
            .flatMap(List::stream)
            .toList();

    /** @throws dapper.server.settings.InvalidSettingException for the first value that cannot be used */
    public static QueryConfig from(Settings settings) {
        return new QueryConfig(
                new ListenAddress("dapper.query", settings.text(HOST), settings.port(PORT)),
                ClientCertificates.read(settings, CLIENT_CERTIFICATES),
                settings.duration(LOOKBACK),
                (int) settings.number(LIMIT, 1, TraceQuery.MAX_LIMIT),
                (int) settings.number(MAX_CONCURRENT, 1, 1000),
                Runtime.getRuntime().maxMemory() / 100 * settings.number(MEMORY_PERCENT, 5, 80),
                settings.duration(MEMORY_WAIT),
                new LiveLimits((int) settings.number(LIVE_TAILS, 1, 100), (int) settings.number(LIVE_TRACES, 1, 50)),
                InsightSettings.read(settings),
                AlertSettings.read(settings));
    }
}
