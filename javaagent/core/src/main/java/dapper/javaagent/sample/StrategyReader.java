// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.javaagent.config.SamplingRule;
import dapper.javaagent.export.ProtobufReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a sampler from a {@code jaeger.api_v2.SamplingStrategyResponse}: of its strategy for operations if it has one,
 * else of its probability or its rate, as the protocol requires.
 *
 * <p>All of them keep by threshold. A rate is the target of an {@link AdaptiveSampler}, so that its traces can be
 * counted too; the lower bound of operations is held by each {@link Share}. Their upper bound is not applied: Jaeger's
 * clients ignore it too, and a rate can be configured directly.
 */
final class StrategyReader {
    private static final int PROBABILISTIC = 2;
    private static final int RATE_LIMITING = 3;
    private static final int OPERATIONS = 4;
    private static final int VALUE = 1;
    private static final int DEFAULT_PROBABILITY = 1;
    private static final int LOWER_BOUND = 2;
    private static final int OPERATION_STRATEGY = 3;
    private static final int OPERATION = 1;
    private static final int OPERATION_PROBABILISTIC = 2;

    private final boolean followsParent;

    private StrategyReader(boolean followsParent) {
        this.followsParent = followsParent;
    }

    static HeadSampler read(byte[] response, boolean followsParent) throws IOException {
        StrategyReader reader = new StrategyReader(followsParent);
        ProtobufReader fields = new ProtobufReader(response);
        HeadSampler byOperation = null;
        HeadSampler byService = null;
        for (int field = fields.next(); field != 0; field = fields.next()) {
            if (field == PROBABILISTIC) {
                byService = reader.probabilistic(probability(fields.message()));
            } else if (field == RATE_LIMITING) {
                byService = reader.rateLimiting(fields.message());
            } else if (field == OPERATIONS) {
                byOperation = reader.operations(fields.message());
            }
        }
        HeadSampler sampler = byOperation == null ? byService : byOperation;
        if (sampler == null) {
            throw new IOException("the answer holds no strategy");
        }
        return sampler;
    }

    private ThresholdSampler probabilistic(double probability) {
        return new ThresholdSampler(probability, followsParent);
    }

    /** Protobuf omits values of 0. */
    private static double probability(ProtobufReader message) throws IOException {
        double probability = 0;
        for (int field = message.next(); field != 0; field = message.next()) {
            if (field == VALUE) {
                probability = message.real();
            }
        }
        return checked(probability);
    }

    private static double checked(double probability) throws IOException {
        if (probability >= 0 && probability <= 1) {
            return probability;
        }
        throw new IOException("the answer's probability of " + probability + " is not from 0 to 1");
    }

    private HeadSampler rateLimiting(ProtobufReader message) {
        long perSecond = 0;
        for (int field = message.next(); field != 0; field = message.next()) {
            if (field == VALUE) {
                perSecond = message.number();
            }
        }
        return perSecond <= 0 ? probabilistic(0) : new AdaptiveSampler(perSecond, perSecond, followsParent);
    }

    private HeadSampler operations(ProtobufReader message) throws IOException {
        double others = 0;
        double guaranteed = 0;
        List<SamplingRule> operations = new ArrayList<>();
        for (int field = message.next(); field != 0; field = message.next()) {
            if (field == DEFAULT_PROBABILITY) {
                others = checked(message.real());
            } else if (field == LOWER_BOUND) {
                guaranteed = checkedRate(message.real());
            } else if (field == OPERATION_STRATEGY) {
                operations.add(operation(message.message()));
            }
        }
        return operations(operations, others, guaranteed);
    }

    private HeadSampler operations(List<SamplingRule> operations, double others, double guaranteed) {
        Map<String, Share> names = new HashMap<>();
        List<SamplingRule> paths = new ArrayList<>();
        List<Share> ofPaths = new ArrayList<>();
        for (SamplingRule operation : operations) {
            Share share = Share.of(operation.ratio(), guaranteed);
            SamplingRule path = path(operation.pattern(), operation.ratio());
            if (path == null) {
                names.put(operation.pattern(), share);
            } else {
                paths.add(path);
                ofPaths.add(share);
            }
        }
        HeadSampler sampler = new OperationSampler(names, ofPaths, others, guaranteed, followsParent);
        return paths.isEmpty() ? sampler : new RuleSampler(paths, ofPaths, sampler);
    }

    private static double checkedRate(double perSecond) throws IOException {
        if (perSecond >= 0 && perSecond < Double.POSITIVE_INFINITY) {
            return perSecond;
        }
        throw new IOException("the answer's lower bound of " + perSecond + " traces a second is no rate");
    }

    /** The operation's name, in place of a pattern. */
    private static SamplingRule operation(ProtobufReader message) throws IOException {
        String operation = "";
        double probability = 0;
        for (int field = message.next(); field != 0; field = message.next()) {
            if (field == OPERATION) {
                operation = message.string();
            } else if (field == OPERATION_PROBABILISTIC) {
                probability = probability(message.message());
            }
        }
        return new SamplingRule(null, operation, probability);
    }

    /** {@code GET /cart/{id}} names a request by its route, which is not known yet: the path is used instead. */
    private static @Nullable SamplingRule path(String operation, double probability) {
        int slash = operation.indexOf('/');
        String method = slash < 0 ? "" : operation.substring(0, slash).trim();
        return slash < 0 || method.indexOf(' ') >= 0
                ? null
                : new SamplingRule(method.isEmpty() ? null : method, pattern(operation, slash), probability);
    }

    private static String pattern(String route, int from) {
        StringBuilder pattern = new StringBuilder();
        int depth = 0;
        for (int i = from; i < route.length(); i++) {
            char c = route.charAt(i);
            if (c == '{' && depth++ == 0) {
                pattern.append('*');
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                pattern.append(c);
            }
        }
        return pattern.toString();
    }
}
