// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.Query;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of {@code valid.txt} and {@code invalid.txt}, and random ones. */
class SyntaxCorpusTest {

    @ParameterizedTest
    @MethodSource
    void printsTheCanonicalText(String text, String canonical) {
        Query query = QueryParser.parse(text);
        assertThat(Printer.print(query)).isEqualTo(canonical);
        assertThat(QueryParser.parse(canonical)).isEqualTo(query);
    }

    static List<Arguments> printsTheCanonicalText() throws IOException {
        List<Arguments> queries = new ArrayList<>();
        for (String line : lines("valid.txt")) {
            int arrow = line.indexOf("  =>  ");
            queries.add(Arguments.of(
                    arrow < 0 ? line : line.substring(0, arrow), arrow < 0 ? line : line.substring(arrow + 6)));
        }
        return queries;
    }

    @ParameterizedTest
    @MethodSource
    void refusesWithPositionAndHelp(String text, String message) {
        InvalidQueryException error = catchThrowableOfType(InvalidQueryException.class, () -> QueryParser.parse(text));
        assertThat(error).as(text).isNotNull();
        assertThat(error.column() + ": " + error.getMessage().replaceFirst("^Line 1, column \\d+: ", ""))
                .isEqualTo(message);
    }

    /** A line with a query, then an indented one with the column and the message. */
    static List<Arguments> refusesWithPositionAndHelp() throws IOException {
        List<Arguments> queries = new ArrayList<>();
        List<String> lines = lines("invalid.txt");
        for (int i = 0; i < lines.size(); i += 2) {
            queries.add(Arguments.of(lines.get(i), lines.get(i + 1).strip()));
        }
        return queries;
    }

    @Test
    void parsesWhatThePrinterPrints() {
        RandomQueries queries = new RandomQueries(20261127);
        for (int i = 0; i < 20_000; i++) {
            Query query = queries.next();
            String text = Printer.print(query);
            assertThat(QueryParser.parse(text)).as(text).isEqualTo(query);
        }
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = SyntaxCorpusTest.class.getResourceAsStream("/traceql/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
