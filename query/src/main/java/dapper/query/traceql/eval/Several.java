// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * More than one value.
 *
 * @param values none of them null; those of events and links may be lists, those of lists are not
 * @param ofList true for the elements of a list, of which none may equal x for {@code list != x} to hold; false for the
 *     values of the events or links of a span, of which one that differs is enough
 */
record Several(List<Object> values, boolean ofList) {
    @Override
    public String toString() {
        return values.stream().map(Objects::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
