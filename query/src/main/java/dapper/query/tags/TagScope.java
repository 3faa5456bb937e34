// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.syntax.Attribute;
import java.util.Locale;

/** The part of a span that a field belongs to. */
public enum TagScope {
    INTRINSIC,
    RESOURCE,
    SPAN,
    EVENT,
    LINK,
    INSTRUMENTATION;

    /** As in the API. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    Attribute attribute(String name) {
        return Attribute.of(Attribute.Scope.valueOf(name()), name);
    }
}
