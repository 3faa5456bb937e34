// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dapper.query.tags.TagNames;
import dapper.query.tags.TagSample;
import dapper.query.tags.TagScope;
import dapper.query.tags.TagValues;
import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.parse.InvalidQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Printer;
import dapper.query.traceql.syntax.Query;
import dapper.query.traceql.syntax.Stage;
import dapper.query.traceql.syntax.ValueType;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/tags} and {@code /api/v1/tags/{key}/values}: the suggestions for a query in TraceQL. */
final class TagsApi {
    static final Set<String> NAMES = Set.of("scope", "q", "start", "end", "lookback", "limit");
    static final Set<String> VALUES = Set.of("q", "start", "end", "lookback", "limit");

    private static final int MOST_NAMES = 1_000;
    private static final int MOST_VALUES = 100;

    private final TraceReader reader;
    private final SearchParameters parameters;

    TagsApi(TraceReader reader, SearchParameters parameters) {
        this.reader = reader;
        this.parameters = parameters;
    }

    /** @param incompleteReason empty when complete */
    record Tags(List<Tag> tags, boolean complete, String incompleteReason, int tracesRead) {}

    /** @param spans null for an intrinsic */
    record Tag(
            String scope,
            String name,
            String text,
            List<String> types,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer spans) {

        static Tag of(TagNames.Name name) {
            return new Tag(
                    name.scope().toString(),
                    name.name(),
                    name.text(),
                    name.types().stream().map(TagsApi::word).toList(),
                    name.spans());
        }
    }

    /** @param incompleteReason empty when complete */
    record Values(String tag, List<Value> values, boolean complete, String incompleteReason, int tracesRead) {}

    record Value(String type, String value, String text, int spans) {

        static Value of(TagValues.Value found) {
            return new Value(
                    word(found.value().type()),
                    found.value().value(),
                    found.value().text(),
                    found.spans());
        }
    }

    Tags names(Parameters given) {
        TagScope scope = given.parsed("scope", TagsApi::scope);
        int limit = parameters.limit(given, MOST_NAMES);
        TraceQuery range = parameters.range(given);
        CompiledQuery query = TraceQlSearch.compiled(search(given));
        if (scope == TagScope.INTRINSIC) {
            return new Tags(TagNames.intrinsics().stream().map(Tag::of).toList(), true, "", 0);
        }
        TagNames.Found found = TagNames.read(reader, query, range);
        List<Tag> tags = found.names().stream()
                .filter(name -> scope == null || name.scope() == scope)
                .map(Tag::of)
                .toList();
        int intrinsics = scope == null ? TagNames.intrinsics().size() : 0;
        List<Tag> shown = first(tags, intrinsics + limit);
        String reason = reason(shown.size() < tags.size(), limit, found.extent());
        return new Tags(shown, reason.isEmpty(), reason, found.extent().traces());
    }

    Values values(String key, Parameters given) {
        Field field = field(key);
        int limit = parameters.limit(given, MOST_VALUES);
        TraceQuery range = parameters.range(given);
        Query search = search(given);
        // Refuses what is not supported.
        TraceQlSearch.compiled(search);
        TagValues.Found found = TagValues.read(reader, search, field, range);
        List<Value> values = found.values().stream().map(Value::of).toList();
        List<Value> shown = first(values, limit);
        String reason = reason(shown.size() < values.size(), limit, found.extent());
        return new Values(
                Printer.print(field),
                shown,
                reason.isEmpty(),
                reason,
                found.extent().traces());
    }

    private static Query search(Parameters given) {
        String text = given.text(TraceQlSearch.PARAMETER);
        return TraceQlSearch.parse(text == null ? "{ }" : text);
    }

    private static <T> List<T> first(List<T> all, int limit) {
        return all.subList(0, Math.min(limit, all.size()));
    }

    private static String reason(boolean more, int limit, TagSample.Extent extent) {
        return more ? "There are more than the first " + limit + "." : extent.incompleteReason();
    }

    private static Field field(String key) {
        try {
            if (QueryParser.parse("{ } | select(" + key + ")").body() instanceof Pipeline pipeline
                    && pipeline.stages().size() == 2
                    && pipeline.stages().get(1) instanceof Stage.Select select
                    && select.fields().size() == 1) {
                return select.fields().get(0);
            }
        } catch (InvalidQueryException e) {
            throw badKey(key);
        }
        throw badKey(key);
    }

    private static ProblemException badKey(String key) {
        return ProblemException.badParameter(
                "key",
                "The key must be a field of TraceQL such as span.http.route, resource.service.name or span:status;"
                        + " \"" + key + "\" is none.");
    }

    private static TagScope scope(String text) {
        return Arrays.stream(TagScope.values())
                .filter(scope -> scope.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(TagScope.values())
                                .map(TagScope::toString)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(ValueType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
