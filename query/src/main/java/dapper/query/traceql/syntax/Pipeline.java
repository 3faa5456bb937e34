// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

import java.util.List;

/**
 * Stages separated by {@code |}. The first stage receives all spans of a trace as one span set, each further one the
 * span sets that the stage before produced. A trace matches if the last stage produces a span set that is not empty.
 *
 * @param stages at least one; the first is no {@link Stage.Coalesce}
 */
public record Pipeline(List<Stage> stages) implements Query.Body {

    public Pipeline {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a pipeline has at least one stage");
        }
    }
}
