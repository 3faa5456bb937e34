// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
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
        InvalidQueryException error = catchThrowableOfType(InvalidQueryException.class, () -> QueryParser.parse(query));
        assertThat(error == null ? "works" : error.getMessage()).isEqualTo(result);
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
