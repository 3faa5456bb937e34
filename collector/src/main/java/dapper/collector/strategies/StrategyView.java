// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dapper.collector.strategies.Strategy.Kind;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaeger.api_v2.SamplingStrategyResponse} in JSON, with the names of Jaeger's protocol. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StrategyView(
        Kind strategyType,
        @Nullable Probability probabilisticSampling,
        @Nullable Rate rateLimitingSampling,
        @Nullable Operations operationSampling) {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

    record Probability(double samplingRate) {}

    record Rate(int maxTracesPerSecond) {}

    record Operations(
            double defaultSamplingProbability,
            int defaultLowerBoundTracesPerSecond,
            List<Operation> perOperationStrategies) {}

    record Operation(String operation, Probability probabilisticSampling) {}

    static StrategyView of(Strategy strategy) {
        if (strategy.kind() == Kind.RATE_LIMITING) {
            return new StrategyView(strategy.kind(), null, new Rate((int) strategy.param()), null);
        }
        return new StrategyView(strategy.kind(), new Probability(strategy.param()), null, operations(strategy));
    }

    private static @Nullable Operations operations(Strategy strategy) {
        if (strategy.operations().isEmpty()) {
            return null;
        }
        List<Operation> operations = strategy.operations().stream()
                .map(one -> new Operation(one.operation(), new Probability(one.probability())))
                .toList();
        return new Operations(strategy.param(), 0, operations);
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }
}
