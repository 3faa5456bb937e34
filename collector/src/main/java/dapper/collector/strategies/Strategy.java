// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sampling strategy of a service for its new traces.
 *
 * @param kind meaning of the parameter
 * @param param a probability from 0 to 1, or traces a second
 * @param operations shares for single operations, of a probabilistic strategy only
 */
record Strategy(Kind kind, double param, List<OperationStrategy> operations) {

    enum Kind {
        PROBABILISTIC,
        RATE_LIMITING;

        /** Returns the number in Jaeger's protocol. */
        int number() {
            return this == PROBABILISTIC ? 0 : 1;
        }
    }

    /** @param operation name of the root span, or method and path such as {@code GET /cart/{id}} */
    record OperationStrategy(String operation, double probability) {}

    static Strategy probabilistic(double probability) {
        return new Strategy(Kind.PROBABILISTIC, probability, List.of());
    }

    /** Adds the operations of the default strategy to its own, as Jaeger does. */
    Strategy inherit(Strategy defaults) {
        if (kind != Kind.PROBABILISTIC || defaults.operations.isEmpty()) {
            return this;
        }
        Set<String> own = operations.stream().map(OperationStrategy::operation).collect(Collectors.toSet());
        List<OperationStrategy> all = new ArrayList<>(operations);
        defaults.operations.stream()
                .filter(operation -> !own.contains(operation.operation()))
                .forEach(all::add);
        return new Strategy(kind, param, List.copyOf(all));
    }
}
