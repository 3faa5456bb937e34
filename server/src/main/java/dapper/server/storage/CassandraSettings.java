// SPDX-License-Identifier: Apache-2.0
package dapper.server.storage;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.tls.CassandraTls;
import dapper.storage.cassandra.session.CallRetention;
import dapper.storage.cassandra.session.CassandraConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings of the Cassandra cluster and of our use of it. */
public final class CassandraSettings {
    private static final Setting CONTACT_POINTS = new Setting(
            "dapper.cassandra.contact-points",
            "127.0.0.1:9042",
            "Nodes of the Cassandra cluster: host:port, separated by commas.");
    private static final Setting LOCAL_DATACENTER =
            new Setting("dapper.cassandra.local-datacenter", "datacenter1", "The data centre of the nodes to use.");
    private static final Setting KEYSPACE = new Setting(
            "dapper.cassandra.keyspace",
            "dapper",
            "The keyspace: a lower-case letter, then letters, digits or underscores, 48 at most.");
    private static final Setting REPLICATION_FACTOR = new Setting(
            "dapper.cassandra.replication-factor", "1", "Copies of each row, 1 to 9; used to create the keyspace.");
    private static final Setting USERNAME =
            new Setting("dapper.cassandra.username", "", "The user for Cassandra; empty for none.");
    private static final Setting PASSWORD = new Setting("dapper.cassandra.password", "", "The password of that user.");
    private static final Setting RETENTION =
            new Setting("dapper.cassandra.retention", "14d", "How long spans are kept, from 1h to 3650d.");
    private static final Setting CALL_MINUTES = new Setting(
            "dapper.cassandra.calls.minutes",
            "2d",
            "How long counted calls are kept by the minute, from 1h to 3650d; reports older than half of it are rejected.");
    private static final Setting CALL_TEN_MINUTES = new Setting(
            "dapper.cassandra.calls.ten-minutes",
            "14d",
            "How long counted calls are kept by windows of ten minutes; not shorter than by the minute.");
    private static final Setting CALL_HOURS = new Setting(
            "dapper.cassandra.calls.hours",
            "90d",
            "How long counted calls are kept by the hour; not shorter than by ten minutes.");
    private static final Setting REQUEST_TIMEOUT =
            new Setting("dapper.cassandra.request-timeout", "10s", "How long to wait for an answer from Cassandra.");
    private static final Setting MAX_IN_FLIGHT = new Setting(
            "dapper.cassandra.max-in-flight", "128", "Traces being written at the same time, 1 to 100000; more wait.");
    private static final Setting MAX_IN_FLIGHT_BYTES = new Setting(
            "dapper.cassandra.max-in-flight-bytes",
            "",
            "Bytes of spans being written at the same time; more wait; default a sixteenth of the heap.");
    private static final Setting WRITE_DELAY = new Setting(
            "dapper.cassandra.write-delay",
            "250ms",
            "Longest time that spans wait for others of their trace, to be written together, while many arrive; 0ms to 1s.");
    private static final Setting SEARCH_TIMEOUT = new Setting(
            "dapper.cassandra.search-timeout", "15s", "How long a search may run before it returns what it has found.");
    private static final Setting SEARCH_ROWS = new Setting(
            "dapper.cassandra.search-rows",
            "1000000",
            "Entries of the index that a search may take before it returns what it has found, 1000 to 1000000000.");

    private static final List<Setting> OWN = List.of(
            CONTACT_POINTS,
            LOCAL_DATACENTER,
            KEYSPACE,
            REPLICATION_FACTOR,
            USERNAME,
            PASSWORD,
            RETENTION,
            CALL_MINUTES,
            CALL_TEN_MINUTES,
            CALL_HOURS,
            REQUEST_TIMEOUT,
            MAX_IN_FLIGHT,
            MAX_IN_FLIGHT_BYTES,
            WRITE_DELAY,
            SEARCH_TIMEOUT,
            SEARCH_ROWS);

    public static final List<Setting> SETTINGS =
            Stream.of(OWN, CassandraTls.SETTINGS).flatMap(List::stream).toList();

    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);
    private static final Duration LONGEST_WRITE_DELAY = Duration.ofSeconds(1);
    private static final Pattern HOST_AND_PORT = Pattern.compile("\\[?([^\\[\\]\\s]+?)]?:(\\d{1,5})");
    private static final int LONGEST_KEYSPACE = 48;
    private static final Pattern KEYSPACE_NAME = Pattern.compile("[a-z][a-z0-9_]{0," + (LONGEST_KEYSPACE - 1) + "}");

    private CassandraSettings() {}

    /**
     * @param files gets the files to watch
     * @throws InvalidSettingException for a value or a file that cannot be used
     */
    public static CassandraConfig read(Settings settings, WatchedFiles files) {
        return CassandraConfig.builder()
                .contactPoints(contactPoints(settings))
                .localDatacenter(settings.text(LOCAL_DATACENTER))
                .keyspace(keyspace(settings))
                .replicationFactor((int) settings.number(REPLICATION_FACTOR, 1, 9))
                .user(settings.text(USERNAME), settings.text(PASSWORD))
                .tls(CassandraTls.read(settings, files), CassandraTls.verifyHostname(settings))
                .retention(retention(settings, RETENTION))
                .callRetention(callRetention(settings))
                .requestTimeout(settings.duration(REQUEST_TIMEOUT))
                .maxInFlight((int) settings.number(MAX_IN_FLIGHT, 1, 100_000), maxInFlightBytes(settings))
                .writeDelay(writeDelay(settings))
                .searchLimits(
                        settings.duration(SEARCH_TIMEOUT), (int) settings.number(SEARCH_ROWS, 1000, 1_000_000_000))
                .build();
    }

    /** Returns the most characters of a tenant's name: its keyspace has the configured name, an underscore and that. */
    public static int longestTenant(Settings settings) {
        return LONGEST_KEYSPACE - 1 - keyspace(settings).length();
    }

    private static long maxInFlightBytes(Settings settings) {
        return settings.text(MAX_IN_FLIGHT_BYTES).isEmpty()
                ? CassandraConfig.builder().build().maxInFlightBytes()
                : settings.number(MAX_IN_FLIGHT_BYTES, 1 << 20, Long.MAX_VALUE / 2);
    }

    private static List<InetSocketAddress> contactPoints(Settings settings) {
        List<InetSocketAddress> points = settings.list(CONTACT_POINTS).stream()
                .map(CassandraSettings::contactPoint)
                .toList();
        if (points.isEmpty()) {
            throw invalid(CONTACT_POINTS, "name at least one host:port", settings.text(CONTACT_POINTS));
        }
        return points;
    }

    private static InetSocketAddress contactPoint(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(2));
            if (port >= 1 && port <= 65_535) {
                // Resolved when connecting, so that an unknown name is reported there.
                return InetSocketAddress.createUnresolved(matcher.group(1), port);
            }
        }
        throw invalid(CONTACT_POINTS, "be host:port, for instance 127.0.0.1:9042", text);
    }

    private static String keyspace(Settings settings) {
        String keyspace = settings.text(KEYSPACE);
        if (!KEYSPACE_NAME.matcher(keyspace).matches()) {
            throw invalid(KEYSPACE, "be a name such as dapper", keyspace);
        }
        return keyspace;
    }

    private static CallRetention callRetention(Settings settings) {
        Duration minutes = retention(settings, CALL_MINUTES);
        Duration tenMinutes = retention(settings, CALL_TEN_MINUTES);
        Duration hours = retention(settings, CALL_HOURS);
        requireNotShorter(settings, CALL_TEN_MINUTES, tenMinutes, CALL_MINUTES, minutes);
        requireNotShorter(settings, CALL_HOURS, hours, CALL_TEN_MINUTES, tenMinutes);
        return new CallRetention(minutes, tenMinutes, hours);
    }

    private static void requireNotShorter(
            Settings settings, Setting setting, Duration value, Setting finer, Duration least) {
        if (value.compareTo(least) < 0) {
            throw invalid(setting, "not be shorter than " + finer.key(), settings.text(setting));
        }
    }

    private static Duration retention(Settings settings, Setting setting) {
        Duration retention = settings.duration(setting);
        if (retention.compareTo(SHORTEST_RETENTION) < 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw invalid(setting, "be from 1h to 3650d", settings.text(setting));
        }
        return retention;
    }

    private static Duration writeDelay(Settings settings) {
        Duration delay = settings.duration(WRITE_DELAY);
        if (delay.compareTo(LONGEST_WRITE_DELAY) > 0) {
            throw invalid(WRITE_DELAY, "be from 0ms to 1s", settings.text(WRITE_DELAY));
        }
        return delay;
    }

    private static InvalidSettingException invalid(Setting setting, String rule, String given) {
        return new InvalidSettingException(
                setting.key() + " must " + rule + ", not \"" + given + "\" (" + setting.help() + ")");
    }
}
