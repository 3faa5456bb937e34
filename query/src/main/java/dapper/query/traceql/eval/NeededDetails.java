// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.storage.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The details of spans that the fields of a query read. Safe for many threads once all fields are there. */
final class NeededDetails {
    private final Set<String> attributes = new HashSet<>();
    private boolean events;
    private boolean links;
    private boolean statusDescription;

    /** Returns what is needed where one of these is needed. */
    static NeededDetails anyOf(List<NeededDetails> several) {
        NeededDetails all = new NeededDetails();
        for (NeededDetails each : several) {
            all.attributes.addAll(each.attributes);
            all.events |= each.events;
            all.links |= each.links;
            all.statusDescription |= each.statusDescription;
        }
        return all;
    }

    void add(Field field) {
        if (field instanceof Attribute attribute) {
            add(attribute);
        } else {
            add((Intrinsic) field);
        }
    }

    private void add(Attribute attribute) {
        switch (attribute.scope()) {
            case ANY, SPAN -> attributes.add(attribute.name());
            case EVENT -> events = true;
            case LINK -> links = true;
            case RESOURCE, INSTRUMENTATION -> {}
        }
    }

    private void add(Intrinsic intrinsic) {
        switch (intrinsic) {
            case EVENT_NAME, EVENT_TIME_SINCE_START -> events = true;
            case LINK_TRACE_ID, LINK_SPAN_ID -> links = true;
            case SPAN_STATUS_MESSAGE -> statusDescription = true;
            default -> {}
        }
    }

    /** Returns the spans without all other details. */
    List<Span> of(List<Span> spans) {
        return spans.stream().map(this::of).toList();
    }

    private Span of(Span span) {
        return span.withDetails(
                span.attributes().only(attributes),
                events ? span.events() : List.of(),
                links ? span.links() : List.of(),
                statusDescription ? span.status().description() : "");
    }
}
