// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.eval.CompiledQuery;
import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.Query;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.predicate.Predicate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that are known without a sample: those of an enumeration, and the names that the store lists.
 *
 * @param areAll whether a span can have no other value
 */
record KnownValues(List<TypedValue> values, boolean areAll) {
    private static final KnownValues NONE = new KnownValues(List.of(), false);
    private static final Attribute SERVICE = Attribute.of(Attribute.Scope.RESOURCE, "service.name");

    /** @param search selects the spans */
    static KnownValues of(TraceReader reader, Query search, Field field) {
        if (field == Intrinsic.SPAN_STATUS) {
            return all(Arrays.stream(Literal.Status.values())
                    .map(Literal.StatusValue::new)
                    .toList());
        }
        if (field == Intrinsic.SPAN_KIND) {
            return all(Arrays.stream(Literal.Kind.values())
                    .map(Literal.KindValue::new)
                    .toList());
        }
        String text = search.toString();
        if (field.equals(SERVICE) && text.equals("{ }")) {
            return names(reader.services());
        }
        String service = field == Intrinsic.SPAN_NAME ? onlyService(search) : null;
        if (service != null) {
            NameList<Operation> operations = reader.operations(service);
            return names(new NameList<>(
                    operations.names().stream().map(Operation::name).distinct().toList(), operations.complete()));
        }
        return NONE;
    }

    /** Returns the service if the search selects exactly the spans of one. */
    private static @Nullable String onlyService(Query search) {
        Predicate predicate = CompiledQuery.of(search)
                .candidates(TraceQuery.between(0, Long.MAX_VALUE))
                .predicate();
        return predicate instanceof Predicate.Compare compare
                        && compare.operand() instanceof String service
                        && search.toString().equals(ofService(service))
                ? service
                : null;
    }

    private static String ofService(String service) {
        return "{ resource.service.name = " + TypedValue.ofText(service).text() + " }";
    }

    private static KnownValues all(List<? extends Literal> literals) {
        return new KnownValues(literals.stream().map(TypedValue::of).toList(), true);
    }

    private static KnownValues names(NameList<String> list) {
        return new KnownValues(list.names().stream().map(TypedValue::ofText).toList(), list.complete());
    }
}
