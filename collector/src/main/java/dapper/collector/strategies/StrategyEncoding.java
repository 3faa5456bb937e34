// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dapper.collector.strategies.Strategy.Kind;
import dapper.collector.strategies.Strategy.OperationStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes {@code jaeger.api_v2.SamplingStrategyResponse}, as protobuf for gRPC and as JSON for HTTP. Written by hand,
 * because five small messages cost less than a dependency on Jaeger's generated classes.
 */
final class StrategyEncoding {
    private static final int STRATEGY_TYPE = 1;
    private static final int PROBABILISTIC = 2;
    private static final int RATE_LIMITING = 3;
    private static final int OPERATIONS = 4;

    /** The only field of the message for a probability, and of the one for a rate. */
    private static final int VALUE = 1;

    private static final int DEFAULT_PROBABILITY = 1;
    private static final int OPERATION_STRATEGIES = 3;
    private static final int OPERATION = 1;
    private static final int OPERATION_PROBABILISTIC = 2;

    private static final JsonFactory JSON = new JsonFactory();

    private StrategyEncoding() {}

    static byte[] protobuf(Strategy strategy) {
        return message(out -> {
                    if (strategy.kind() == Kind.RATE_LIMITING) {
                        out.writeEnum(STRATEGY_TYPE, Kind.RATE_LIMITING.number());
                        out.writeBytes(RATE_LIMITING, message(rate -> rate.writeInt32(VALUE, (int) strategy.param())));
                        return;
                    }
                    out.writeBytes(PROBABILISTIC, probability(strategy.param()));
                    if (!strategy.operations().isEmpty()) {
                        out.writeBytes(OPERATIONS, operations(strategy));
                    }
                })
                .toByteArray();
    }

    private static ByteString probability(double probability) {
        return message(out -> out.writeDouble(VALUE, probability));
    }

    private static ByteString operations(Strategy strategy) {
        return message(out -> {
            out.writeDouble(DEFAULT_PROBABILITY, strategy.param());
            for (OperationStrategy operation : strategy.operations()) {
                out.writeBytes(OPERATION_STRATEGIES, message(one -> {
                    one.writeString(OPERATION, operation.operation());
                    one.writeBytes(OPERATION_PROBABILISTIC, probability(operation.probability()));
                }));
            }
        });
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) {
        ByteString.Output bytes = ByteString.newOutput();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteString();
    }

    static byte[] json(Strategy strategy) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("strategyType", strategy.kind().name());
            if (strategy.kind() == Kind.RATE_LIMITING) {
                out.writeObjectFieldStart("rateLimitingSampling");
                out.writeNumberField("maxTracesPerSecond", (int) strategy.param());
                out.writeEndObject();
            } else {
                probabilityJson(strategy.param(), out);
                if (!strategy.operations().isEmpty()) {
                    operationsJson(strategy, out);
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void probabilityJson(double probability, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("probabilisticSampling");
        out.writeNumberField("samplingRate", probability);
        out.writeEndObject();
    }

    private static void operationsJson(Strategy strategy, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("operationSampling");
        out.writeNumberField("defaultSamplingProbability", strategy.param());
        out.writeNumberField("defaultLowerBoundTracesPerSecond", 0);
        out.writeArrayFieldStart("perOperationStrategies");
        for (OperationStrategy operation : strategy.operations()) {
            out.writeStartObject();
            out.writeStringField("operation", operation.operation());
            probabilityJson(operation.probability(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
