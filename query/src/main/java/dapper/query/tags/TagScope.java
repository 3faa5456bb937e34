// SPDX-License-Identifier: Apache-2.0
package dapper.query.tags;

import dapper.query.traceql.syntax.Attribute;
import java.util.Locale;

/** Where a field belongs. */
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
