// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.eval.UnsupportedQueryException;
import dapper.query.traceql.metrics.Hints;
import dapper.query.traceql.metrics.MetricsLimits;
import dapper.query.traceql.metrics.MetricsRun;
import dapper.query.traceql.metrics.Steps;
import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of TRACEQL.md: a row with a message is refused with it, every other row works. */
class ConformanceListTest {

    private static final Pattern ROW = Pattern.compile("\\|.*?\\| `(?<query>.*?)` \\| (?<result>.*) \\|");

    @ParameterizedTest
    @MethodSource("rows")
    void does(String query, String result) {
        assertThat(resultOf(query)).isEqualTo(result);
    }

    private static String resultOf(String text) {
        try {
            Query query = QueryParser.parse(text);
            if (query.body() instanceof Pipeline) {
                CompiledQuery.of(query);
            } else {
                Hints.exemplars(query, 0);
                MetricsRun.of(query, Steps.of(0, 10, 1), new MetricsLimits(1, 1, 0));
            }
            return "works";
        } catch (InvalidQueryException e) {
            return String.valueOf(e.getMessage());
        } catch (UnsupportedQueryException e) {
            return "In this query, " + e.getMessage() + ".";
        }
    }

    static List<Arguments> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("TRACEQL.md"))) {
            List<Arguments> rows = lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> Arguments.of(
                            row.group("query").replace("\\|", "|"),
                            row.group("result").replace("\\|", "|")))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(60);
            return rows;
        }
    }
}
