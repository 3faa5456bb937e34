// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.SpanKind;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.PageSize;
import dapper.storage.cassandra.session.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Lists services and operations, up to {@value #MOST_NAMES} of them or {@value #MOST_BYTES} bytes; the tables keep them
 * in the order of their UTF-8 bytes.
 */
final class SelectNames {
    private static final int MOST_NAMES = 5_000;
    private static final int MOST_BYTES = 4 << 20;

    private static final int FIRST_PAGE = 100;
    private static final int LARGEST_PAGE = 5_000;
    private static final long PAGE_BYTES = 512 << 10;
    /** Of a text's object and of what holds it, beside two bytes for each character. */
    private static final int NAME_BYTES = 100;

    private final Statements statements;
    private final PreparedStatement services;
    private final PreparedStatement operations;

    SelectNames(Statements statements) {
        this.statements = statements;
        this.services = statements.prepare("SELECT name FROM ${keyspace}.service WHERE part = 0");
        this.operations = statements.prepare("SELECT name, kind FROM ${keyspace}.operation WHERE service = ?");
    }

    CompletionStage<NameList<String>> services(Deadline deadline) {
        return new Reading<>(services.bind(), deadline, SelectNames::name).next();
    }

    CompletionStage<NameList<Operation>> operations(String service) {
        return new Reading<>(
                        operations.bind(service),
                        Deadline.NONE,
                        row -> new Operation(name(row), SpanKind.of(row.getByte(1))))
                .next();
    }

    private static String name(Row row) {
        return Objects.requireNonNull(row.getString(0));
    }

    /** One list as it grows; used by one thread at a time. */
    private final class Reading<T> {
        private final Deadline deadline;
        private final Function<Row, T> read;
        private final List<T> names = new ArrayList<>();
        private final PageSize pageSize = new PageSize(FIRST_PAGE, LARGEST_PAGE, PAGE_BYTES);
        private Statement<?> statement;
        private long bytes;

        Reading(Statement<?> statement, Deadline deadline, Function<Row, T> read) {
            this.statement = statement;
            this.deadline = deadline;
            this.read = read;
        }

        CompletionStage<NameList<T>> next() {
            return statements
                    .execute(statement.setPageSize(pageSize.rows()), deadline)
                    .thenCompose(this::take);
        }

        private CompletionStage<NameList<T>> take(AsyncResultSet page) {
            int arrived = 0;
            for (Row row : page.currentPage()) {
                arrived++;
                bytes += NAME_BYTES + 2L * name(row).length();
                if (names.size() == MOST_NAMES || bytes > MOST_BYTES) {
                    return CompletableFuture.completedFuture(new NameList<>(List.copyOf(names), false));
                }
                names.add(read.apply(row));
            }
            pageSize.arrived(arrived, page.getExecutionInfo().getResponseSizeInBytes());
            if (!page.hasMorePages()) {
                return CompletableFuture.completedFuture(new NameList<>(List.copyOf(names), true));
            }
            statement = statement.setPagingState(page.getExecutionInfo().getPagingState());
            return next();
        }
    }
}
