// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dapper.collector.strategies.Strategy.Kind;
import dapper.collector.strategies.Strategy.OperationStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file that Jaeger calls {@code sampling.strategies-file}: {@code service_strategies}, each with
 * {@code operation_strategies}, and {@code default_strategy}. Unlike Jaeger it refuses unknown keys: a misspelt key
 * would otherwise go unnoticed until traces are missed.
 */
final class StrategiesParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser json;

    private StrategiesParser(JsonParser json) {
        this.json = json;
    }

    /**
     * @param fallback the default strategy if the text has none
     * @throws StrategyException with the position in the text
     */
    static StrategyTable parse(String text, Strategy fallback) throws StrategyException {
        try (JsonParser json = JSON.createParser(text)) {
            StrategiesParser parser = new StrategiesParser(json);
            json.nextToken();
            StrategyTable table = parser.table(fallback);
            if (json.nextToken() != null) {
                throw parser.wrong("nothing may follow the closing brace");
            }
            return table;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new StrategyException("line " + line + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new StrategyException(String.valueOf(e.getMessage()));
        }
    }

    private StrategyTable table(Strategy fallback) throws IOException, StrategyException {
        Map<String, Strategy> services = new HashMap<>();
        Strategy defaults = fallback;
        expect(JsonToken.START_OBJECT, "an object with service_strategies and default_strategy");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "service_strategies" -> services(services);
                case "default_strategy" -> defaults = strategy("default_strategy", null);
                default -> throw unknown(key, "service_strategies or default_strategy");
            }
        }
        Strategy inherited = defaults;
        services.replaceAll((service, strategy) -> strategy.inherit(inherited));
        return new StrategyTable(defaults, Map.copyOf(services));
    }

    private void services(Map<String, Strategy> services) throws IOException, StrategyException {
        expect(JsonToken.START_ARRAY, "service_strategies to be a list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            strategy("a strategy", services);
        }
    }

    /**
     * @param services map to which the strategy is added under its name; null for the default strategy, which has none
     */
    private Strategy strategy(String what, @Nullable Map<String, Strategy> services)
            throws IOException, StrategyException {
        expect(JsonToken.START_OBJECT, what + " to be an object");
        String service = null;
        Fields fields = new Fields();
        List<OperationStrategy> operations = List.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            if (services != null && key.equals("service")) {
                service = text(key);
            } else if (key.equals("operation_strategies")) {
                operations = operations();
            } else if (!fields.read(key)) {
                throw unknown(key, (services == null ? "" : "service, ") + "type, param or operation_strategies");
            }
        }
        Strategy strategy = new Strategy(fields.kind(), fields.param(), operations);
        if (strategy.kind() == Kind.RATE_LIMITING && !operations.isEmpty()) {
            throw wrong("operation_strategies belong to a strategy of type probabilistic");
        }
        if (services != null) {
            if (service == null) {
                throw wrong("the strategy has no service");
            }
            if (services.put(service, strategy) != null) {
                throw wrong("service \"" + service + "\" has two strategies");
            }
        }
        return strategy;
    }

    private List<OperationStrategy> operations() throws IOException, StrategyException {
        expect(JsonToken.START_ARRAY, "operation_strategies to be a list");
        List<OperationStrategy> operations = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.START_OBJECT, "an operation's strategy to be an object");
            String operation = null;
            Fields fields = new Fields();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                if (key.equals("operation")) {
                    operation = text(key);
                } else if (!fields.read(key)) {
                    throw unknown(key, "operation, type or param");
                }
            }
            if (operation == null) {
                throw wrong("the strategy has no operation");
            }
            if (fields.kind() != Kind.PROBABILISTIC) {
                throw wrong("the strategy of an operation must be of type probabilistic");
            }
            operations.add(new OperationStrategy(operation, fields.param()));
        }
        return List.copyOf(operations);
    }

    private String text(String key) throws IOException, StrategyException {
        expect(JsonToken.VALUE_STRING, key + " to be a text");
        return json.getText();
    }

    private void expect(JsonToken token, String expected) throws StrategyException {
        if (json.currentToken() != token) {
            throw wrong("expected " + expected);
        }
    }

    private StrategyException unknown(String key, String expected) {
        return wrong("\"" + key + "\" is not " + expected);
    }

    private StrategyException wrong(String what) {
        return new StrategyException("line " + json.currentTokenLocation().getLineNr() + ": " + what);
    }

    /** Type and parameter, which must fit together in whichever order they come. */
    private final class Fields {
        private @Nullable Kind kind;
        private double param = Double.NaN;

        boolean read(String key) throws IOException, StrategyException {
            if (key.equals("type")) {
                kind = switch (text(key)) {
                    case "probabilistic" -> Kind.PROBABILISTIC;
                    case "ratelimiting" -> Kind.RATE_LIMITING;
                    default ->
                        throw wrong("type must be probabilistic or ratelimiting, not \"" + json.getText() + "\"");
                };
                return true;
            }
            if (key.equals("param")) {
                if (!json.currentToken().isNumeric()) {
                    throw wrong("param must be a number");
                }
                param = json.getDoubleValue();
                return true;
            }
            return false;
        }

        Kind kind() throws StrategyException {
            if (kind == null) {
                throw wrong("the strategy has no type");
            }
            return kind;
        }

        double param() throws StrategyException {
            if (Double.isNaN(param)) {
                throw wrong("the strategy has no param");
            }
            if (kind() == Kind.PROBABILISTIC && (param < 0 || param > 1)) {
                throw wrong("param of a probabilistic strategy must be a number from 0 to 1, not " + param);
            }
            if (kind() == Kind.RATE_LIMITING && (param < 0 || param > Integer.MAX_VALUE || param != Math.rint(param))) {
                throw wrong("param of a ratelimiting strategy must be a whole number of traces a second, not " + param);
            }
            return param;
        }
    }
}
