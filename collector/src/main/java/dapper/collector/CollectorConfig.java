// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.otlp.decode.SpanLimits;
import dapper.server.ListenAddress;
import dapper.server.Listener;
import dapper.server.SlowClients;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.tls.ClientCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a collector.
 *
 * @param samplingCoefficient c, the greatest probability of a trace to be stored, 0 to 1
 * @param strategies file of sampling strategies for agents, in Jaeger's format; null for none
 * @param maxRequestBytes largest request, after decompression
 * @param maxInFlightBytes memory of all requests between the sockets and storage
 * @param writeTimeout how long storage may be silent before the sender is asked to try again
 * @param stopTimeout how long requests in flight may take when the collector stops
 */
public record CollectorConfig(
        Listener grpc,
        Listener http,
        double samplingCoefficient,
        @Nullable Path strategies,
        int maxRequestBytes,
        long maxInFlightBytes,
        Duration writeTimeout,
        Duration stopTimeout,
        SpanLimits limits) {

    private static final String PREFIX = "dapper.collector.";
    private static final int MIB = 1024 * 1024;

    /** The answers of a collector are short, except for its metrics. */
    private static final int LEAST_BYTES_TAKEN = 1000;

    /**
     * Spans in flight, their encoded form and the driver's buffers then fit into the heap together with everything
     * else.
     */
    private static final int HEAP_SHARE = 4;

    private static final Setting GRPC_HOST =
            new Setting(PREFIX + "grpc.host", "127.0.0.1", "address to listen on for OTLP/gRPC; 0.0.0.0 for all");
    private static final Setting GRPC_PORT = new Setting(PREFIX + "grpc.port", "4317", "TCP port for OTLP/gRPC");
    private static final Setting HTTP_HOST = new Setting(
            PREFIX + "http.host",
            "127.0.0.1",
            "address to listen on for OTLP/HTTP, metrics and health; 0.0.0.0 for all");
    private static final Setting HTTP_PORT =
            new Setting(PREFIX + "http.port", "4318", "TCP port for OTLP/HTTP, metrics and health");
    private static final Setting CLIENT_CERTIFICATES = ClientCertificates.setting("dapper.collector");
    private static final Setting SAMPLING_COEFFICIENT =
            new Setting(PREFIX + "sampling.coefficient", "1", "greatest probability of a trace to be stored, 0 to 1");
    private static final Setting SAMPLING_STRATEGIES = new Setting(
            PREFIX + "sampling.strategies",
            "",
            "file with the sampling strategies for agents, in Jaeger's format; without it every service gets the coefficient");
    private static final Setting MAX_REQUEST_BYTES = new Setting(
            PREFIX + "max-request-bytes", String.valueOf(64 * MIB), "largest request in bytes after decompression");
    private static final Setting MAX_IN_FLIGHT_BYTES = new Setting(
            PREFIX + "max-in-flight-bytes",
            "",
            "memory of all requests in flight in bytes; default a quarter of the heap");
    private static final Setting MAX_CONNECTIONS =
            new Setting(PREFIX + "max-connections", "10000", "connections to each of the two ports, 1 to 1000000");
    private static final Setting RECEIVE_TIMEOUT = new Setting(
            PREFIX + "receive-timeout",
            "10s",
            "how long a request may take to arrive if it comes at less than 1000 bytes a second");
    private static final Setting WRITE_TIMEOUT = new Setting(
            PREFIX + "write-timeout", "10s", "how long storage may be silent before senders are asked to try again");
    private static final Setting STOP_TIMEOUT = new Setting(
            PREFIX + "stop-timeout", "10s", "how long requests in flight may take when the collector stops");
    private static final Setting ATTRIBUTES =
            limit("attributes", SpanLimits.DEFAULT.attributes(), "attributes of a span");
    private static final Setting EVENTS = limit("events", SpanLimits.DEFAULT.events(), "events of a span");
    private static final Setting LINKS = limit("links", SpanLimits.DEFAULT.links(), "links of a span");
    private static final Setting VALUE_LENGTH =
            limit("value-length", SpanLimits.DEFAULT.valueLength(), "characters of an attribute's value");
    private static final Setting KEY_LENGTH =
            limit("key-length", SpanLimits.DEFAULT.keyLength(), "characters of an attribute's key");
    private static final Setting NAME_LENGTH =
            limit("name-length", SpanLimits.DEFAULT.nameLength(), "characters of a span's name");

    /** All settings of a collector, for the command line and its help text. */
    public static final List<Setting> SETTINGS = List.of(
            GRPC_HOST,
            GRPC_PORT,
            HTTP_HOST,
            HTTP_PORT,
            CLIENT_CERTIFICATES,
            SAMPLING_COEFFICIENT,
            SAMPLING_STRATEGIES,
            MAX_REQUEST_BYTES,
            MAX_IN_FLIGHT_BYTES,
            MAX_CONNECTIONS,
            RECEIVE_TIMEOUT,
            WRITE_TIMEOUT,
            STOP_TIMEOUT,
            ATTRIBUTES,
            EVENTS,
            LINKS,
            VALUE_LENGTH,
            KEY_LENGTH,
            NAME_LENGTH);

    /** @throws dapper.server.settings.InvalidSettingException for a value that cannot be used */
    public static CollectorConfig from(Settings settings) {
        return new CollectorConfig(
                listener("grpc", GRPC_HOST, GRPC_PORT, settings),
                listener("http", HTTP_HOST, HTTP_PORT, settings),
                settings.ratio(SAMPLING_COEFFICIENT),
                settings.text(SAMPLING_STRATEGIES).isEmpty() ? null : settings.path(SAMPLING_STRATEGIES),
                (int) settings.number(MAX_REQUEST_BYTES, 1024, 1024 * MIB),
                maxInFlightBytes(settings),
                settings.duration(WRITE_TIMEOUT),
                settings.duration(STOP_TIMEOUT),
                limits(settings));
    }

    private static Listener listener(String name, Setting host, Setting port, Settings settings) {
        return new Listener(
                new ListenAddress(PREFIX + name, settings.text(host), settings.port(port)),
                ClientCertificates.read(settings, CLIENT_CERTIFICATES),
                new SlowClients(settings.duration(RECEIVE_TIMEOUT), LEAST_BYTES_TAKEN, RECEIVE_TIMEOUT.key()),
                (int) settings.number(MAX_CONNECTIONS, 1, 1_000_000));
    }

    private static long maxInFlightBytes(Settings settings) {
        return settings.text(MAX_IN_FLIGHT_BYTES).isEmpty()
                ? Runtime.getRuntime().maxMemory() / HEAP_SHARE
                : settings.number(MAX_IN_FLIGHT_BYTES, MIB, Long.MAX_VALUE / 2);
    }

    private static SpanLimits limits(Settings settings) {
        return new SpanLimits(
                number(settings, ATTRIBUTES),
                number(settings, EVENTS),
                number(settings, LINKS),
                number(settings, VALUE_LENGTH),
                number(settings, KEY_LENGTH),
                number(settings, NAME_LENGTH));
    }

    private static int number(Settings settings, Setting setting) {
        return (int) settings.number(setting, 1, MIB);
    }

    private static Setting limit(String name, int defaultValue, String what) {
        return new Setting(PREFIX + "limits." + name, String.valueOf(defaultValue), "most " + what + " to keep");
    }
}
