// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/**
 * An attribute, such as {@code span.http.status_code}. Its type is that of the data.
 *
 * @param scope where the attribute is looked up
 * @param ofParent if the span's parent is asked instead of the span: {@code parent.x}, {@code parent.span.x}, {@code
 *     parent.resource.x}; false for the scopes {@code event}, {@code link} and {@code instrumentation}
 * @param name without scope, quotes and escapes; not empty
 */
public record Attribute(Scope scope, boolean ofParent, String name) implements Field {

    public Attribute {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an attribute has a name");
        }
        if (ofParent && scope != Scope.ANY && scope != Scope.RESOURCE && scope != Scope.SPAN) {
            throw new IllegalArgumentException("no parent. before " + scope.prefix());
        }
    }

    public static Attribute of(Scope scope, String name) {
        return new Attribute(scope, false, name);
    }

    /** The place of an attribute. */
    public enum Scope {
        /** {@code .x}: the span's attribute, or if the span has none, its resource's. */
        ANY("."),
        RESOURCE("resource."),
        SPAN("span."),
        /** Has one value for each event of the span; a comparison is true if it is for one of them. */
        EVENT("event."),
        /** Has one value for each link of the span; a comparison is true if it is for one of them. */
        LINK("link."),
        /** The attributes of the instrumentation scope. */
        INSTRUMENTATION("instrumentation.");

        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }

        /** As in a query, with the dot. */
        public String prefix() {
            return prefix;
        }
    }
}
