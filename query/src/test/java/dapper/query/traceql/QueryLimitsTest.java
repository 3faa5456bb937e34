// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.metrics.MetricsLimits;
import dapper.query.traceql.metrics.MetricsRun;
import dapper.query.traceql.metrics.Steps;
import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest queries run on a small stack; larger ones are refused. */
class QueryLimitsTest {

    /** Half of what a thread has by default. */
    private static final int STACK_BYTES = 512 << 10;

    private static final TraceId ID = new TraceId(0, 0xabc);
    private static final Trace TRACE =
            Trace.of(ID, new ArrayList<>(List.of(span(ID, 1, 0, 1_000, 2_000).build())));

    @ParameterizedTest
    @CsvSource({
        "'{ .a', ' || .a', ' }'",
        "'{ .a', ' && .a', ' }'",
        "'{ .a', ' || (.a && .b)', ' }'",
        "'{ .a }', ' || { .a }', ''",
        "'{ .a }', ' && { .a }', ''",
        "'{ .a }', ' | { .a }', ''"
    })
    void runsChainsOfAThousandOperators(String start, String part, String end) {
        int each = part.contains("(") ? 2 : 1;
        onSmallStack(() -> run(start + part.repeat(1_000 / each) + end));
        assertThat(error(start + part.repeat(1_000 / each + 1) + end).expected())
                .isEqualTo("at most 1000 operators");
    }

    /** Chains of all other operators are as deep as they are long. */
    @ParameterizedTest
    @CsvSource({
        "'', '{ .a', ' + .a', ' > 0 }'",
        "'', '{ .a', ' = .a', ' }'",
        "'', '{ .a', ' = nil', ' }'",
        "'', '{ .a', ' && .a || .a', ' }'",
        "'', '{ }', ' > { }', ''",
        "'', '{ }', ' !~ { }', ''",
        "'', '{ }', ' && { } || { }', ''",
        "'', '{ } | count()', ' + count()', ' > 0'",
        "'', '{ } | rate()', ' | topk(1)', ''",
        "'', '{ } | rate()', ' > 1', ''",
        "'(', '{ .a', ' + .a + .a > 0 } | count() > 0) && { .a', ' }'",
        "'(', '{ }', ' > { } > { } > { } | by(.a))', ''"
    })
    void runsTreesOfAHundredLevels(String before, String start, String part, String end) {
        int most = 1;
        while (depthIsAllowed(before.repeat(most + 1) + start + part.repeat(most + 1) + end)) {
            most++;
        }
        String largest = before.repeat(most) + start + part.repeat(most) + end;
        assertThat(most).isBetween(20, 100);
        onSmallStack(() -> run(largest));
    }

    private static boolean depthIsAllowed(String text) {
        try {
            QueryParser.parse(text);
            return true;
        } catch (InvalidQueryException e) {
            assertThat(e.expected()).isEqualTo("at most 100 operators inside one another");
            return false;
        }
    }

    @Test
    void refusesALongChainOfPowersWithoutDeepStack() {
        assertThat(error("{ .a" + " ^ .a".repeat(900) + " > 0 }").expected()).isEqualTo("at most 100 nested parts");
        assertThat(error("{ } | count()" + " ^ count()".repeat(900) + " > 0").expected())
                .isEqualTo("at most 100 nested parts");
    }

    private static void run(String text) {
        Query query = QueryParser.parse(text);
        Query again = QueryParser.parse(query.toString());
        assertThat(again.equals(query)).isTrue();
        assertThat(again.hashCode()).isEqualTo(query.hashCode());
        if (query.body() instanceof Pipeline) {
            CompiledQuery compiled = CompiledQuery.of(query);
            compiled.candidates(TraceQuery.between(0, 10));
            compiled.on(TRACE).match(1, 1);
            compiled.on(TRACE).newestIn(0, 10);
        } else {
            MetricsRun run = MetricsRun.of(query, Steps.of(0, 10, 1), new MetricsLimits(1, 1, 0));
            run.candidates();
            run.add(TRACE);
            run.result();
        }
    }

    private static void onSmallStack(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable run = () -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        };
        new Thread(null, run, "small stack", STACK_BYTES).start();
        done.join();
    }

    private static InvalidQueryException error(String text) {
        InvalidQueryException error = catchThrowableOfType(InvalidQueryException.class, () -> QueryParser.parse(text));
        assertThat(error).isNotNull();
        return error;
    }
}
