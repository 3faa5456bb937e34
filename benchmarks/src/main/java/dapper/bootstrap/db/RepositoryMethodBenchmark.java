// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A method of a repository or mapper entered and left, whether or not it makes a JDBC call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RepositoryMethodBenchmark {
    public String statement = "com.example.orders.OrderMapper.find";
    public String type = "com.example.orders.OrderRepository";
    public String method = "findByCustomer";

    /** As MyBatis does, which has the whole name. */
    @Benchmark
    public @Nullable String mapper() {
        String before = RepositoryMethod.enter(statement);
        RepositoryMethod.leave(before);
        return before;
    }

    /** As Spring Data does, whose name has two parts. */
    @Benchmark
    public @Nullable String repository() {
        String before = RepositoryMethod.enter(type, method);
        RepositoryMethod.leave(before);
        return before;
    }

    /** A method of a repository that calls a mapper. */
    @Benchmark
    public @Nullable String repositoryWithMapper() {
        String before = RepositoryMethod.enter(type, method);
        String between = RepositoryMethod.enter(statement);
        RepositoryMethod.leave(between);
        RepositoryMethod.leave(before);
        return between;
    }
}
