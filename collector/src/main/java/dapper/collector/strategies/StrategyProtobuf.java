// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dapper.collector.strategies.Strategy.Kind;
import dapper.collector.strategies.Strategy.OperationStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes {@code jaeger.api_v2.SamplingStrategyResponse} in protobuf. Written by hand, because five small messages cost
 * less than a dependency on Jaeger's generated classes.
 */
final class StrategyProtobuf {
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

    private StrategyProtobuf() {}

    static byte[] encode(Strategy strategy) {
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
}
