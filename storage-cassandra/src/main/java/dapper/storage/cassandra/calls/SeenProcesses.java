// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.session.Statements;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Notes services and their processes with the kinds of calls that they count, each again after {@value #MINUTES} minutes. Safe
 * for many threads.
 */
final class SeenProcesses {
    static final int MINUTES = 5;

    private static final int MOST_REMEMBERED = 50_000;

    /** The earliest value has the greatest timestamp, so it stays whichever collector writes. */
    private static final long END_OF_TIME_MICROS = 1L << 52;

    private final PreparedStatement firstOfService;
    private final PreparedStatement service;
    private final PreparedStatement firstOfProcess;
    private final PreparedStatement process;
    private final PreparedStatement kinds;
    private final Cache<ServiceProcess, Set<CallKind>> noted = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(MINUTES))
            .executor(Runnable::run)
            .build();

    SeenProcesses(Statements statements) {
        this.firstOfService = statements.prepare(
                "UPDATE ${keyspace}.call_service USING TIMESTAMP ? SET first_seen = ? WHERE part = 0 AND service = ?");
        this.service = statements.prepare(
                "INSERT INTO ${keyspace}.call_service (part, service, last_seen) VALUES (0, ?, ?) USING TIMESTAMP ?");
        this.firstOfProcess = statements.prepare("UPDATE ${keyspace}.call_process USING TIMESTAMP ?"
                + " SET first_seen = ? WHERE service = ? AND instance = ?");
        this.process = statements.prepare(
                "INSERT INTO ${keyspace}.call_process"
                        + " (service, instance, version, language, agent, last_seen) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.kinds = statements.prepare(
                "UPDATE ${keyspace}.call_process SET kinds = kinds + ? WHERE service = ? AND instance = ?");
    }

    /** Adds the statements that a report needs; returns whether there are any. */
    boolean note(CallReport report, List<BoundStatement> statements) {
        ServiceProcess seen = report.process();
        Set<CallKind> counted = kinds(report);
        Set<CallKind> before = noted.getIfPresent(seen);
        if (before != null && before.containsAll(counted)) {
            return false;
        }
        long first = report.startUnixNanos();
        long last = report.endUnixNanos();
        long earliestWins = END_OF_TIME_MICROS - TimeUnit.NANOSECONDS.toMicros(first);
        long latestWins = TimeUnit.NANOSECONDS.toMicros(last);
        statements.add(firstOfService.bind(earliestWins, first, seen.service()));
        statements.add(service.bind(seen.service(), last, latestWins));
        statements.add(firstOfProcess.bind(earliestWins, first, seen.service(), seen.instance()));
        statements.add(process.bind(
                seen.service(), seen.instance(), seen.version(), seen.language(), seen.agent(), last, latestWins));
        Set<Integer> numbers = counted.stream().map(CallKind::number).collect(Collectors.toSet());
        statements.add(kinds.bind(numbers, seen.service(), seen.instance()));
        return true;
    }

    private static Set<CallKind> kinds(CallReport report) {
        Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
        report.series().keySet().forEach(key -> kinds.add(key.kind()));
        return kinds;
    }

    void noted(CallReport report) {
        noted.asMap().merge(report.process(), kinds(report), SeenProcesses::union);
    }

    private static Set<CallKind> union(Set<CallKind> a, Set<CallKind> b) {
        Set<CallKind> union = EnumSet.copyOf(a);
        union.addAll(b);
        return union;
    }
}
