// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.sql;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One text that no cache holds, sanitized and summarized; and a text that the cache holds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SqlSanitizerBenchmark {
    private static final String JOIN = "SELECT o.id, o.total, c.name FROM orders o /* page 3 */ JOIN customers c"
            + " ON c.id = o.customer_id WHERE o.state IN ('new', 'paid', 'sent') AND o.total > 99.50"
            + " AND c.name LIKE 'O''Brien%' ORDER BY o.created DESC LIMIT 20";
    private static final String INSERT =
            "INSERT INTO audit_log (id, actor, action, at) VALUES (4711, 'alice', 'login', 1764321000123)";

    @Param({"STANDARD", "POSTGRESQL", "MYSQL", "SQL_SERVER", "ORACLE", "UNKNOWN"})
    public SqlDialect dialect = SqlDialect.STANDARD;

    @Benchmark
    public SqlText join() {
        return SqlSanitizer.sanitize(JOIN, dialect, false);
    }

    @Benchmark
    public SqlText insert() {
        return SqlSanitizer.sanitize(INSERT, dialect, false);
    }

    @Benchmark
    public SqlText cached() {
        return SqlTexts.of(JOIN, dialect, false);
    }
}
