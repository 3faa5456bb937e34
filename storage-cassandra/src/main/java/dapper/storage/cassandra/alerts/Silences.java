// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.alerts.AlertStore;
import dapper.storage.alerts.LabelMatcher;
import dapper.storage.alerts.Silence;
import dapper.storage.cassandra.session.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The statements for silences. A row expires some days after the end of its silence. Safe for many threads. */
final class Silences {
    private static final long DAYS_AFTER_END = 5;
    private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(400);

    private final PreparedStatement select;
    private final PreparedStatement insert;

    Silences(Statements statements) {
        this.select = statements.prepare("SELECT id, matchers, starts, ends, comment, creator"
                + " FROM ${keyspace}.alert_silence WHERE part = 0 LIMIT " + AlertStore.MOST_SILENCES);
        this.insert = statements.prepare("INSERT INTO ${keyspace}.alert_silence"
                + " (part, id, matchers, starts, ends, comment, creator) VALUES (0, ?, ?, ?, ?, ?, ?) USING TTL ?");
    }

    BoundStatement select() {
        return select.bind();
    }

    BoundStatement insert(Silence silence, long nowUnixNanos) {
        List<String> words = new ArrayList<>();
        silence.matchers().forEach(each -> {
            words.add(each.label());
            words.add(each.operator().sign());
            words.add(each.value());
        });
        long left = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, silence.endUnixNanos() - nowUnixNanos));
        long ttl = Math.min(left, LONGEST_SECONDS) + TimeUnit.DAYS.toSeconds(DAYS_AFTER_END);
        return insert.bind(
                silence.id(),
                words,
                silence.startUnixNanos(),
                silence.endUnixNanos(),
                silence.comment(),
                silence.creator(),
                (int) ttl);
    }

    static Silence read(Row row) {
        List<String> words = Objects.requireNonNullElse(row.getList(1, String.class), List.of());
        List<LabelMatcher> matchers = new ArrayList<>();
        for (int i = 0; i + 2 < words.size(); i += 3) {
            matchers.add(
                    new LabelMatcher(words.get(i), LabelMatcher.Operator.ofSign(words.get(i + 1)), words.get(i + 2)));
        }
        return new Silence(
                Objects.requireNonNull(row.getUuid(0)),
                matchers,
                row.getLong(2),
                row.getLong(3),
                Objects.requireNonNullElse(row.getString(4), ""),
                Objects.requireNonNullElse(row.getString(5), ""));
    }
}
