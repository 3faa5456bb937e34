// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A rule as the body of a request: JSON with the fields of a rule of the file. */
final class RuleBody {
    private static final int MOST_LEVELS = 10;
    private static final String FORM =
            "The body is no rule. A rule is a JSON object with the fields of a rule of the file, such as name, service, metric and above.";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RuleBody() {}

    /**
     * Reads a body.
     *
     * @param name of the rule in the path, which the body may repeat; null if it must have one itself
     * @throws ProblemException for a body that is no object
     */
    static ObjectNode read(byte[] body, @Nullable String name) {
        ObjectNode rule = object(body);
        removeNulls(rule);
        if (name != null) {
            if (rule.has("name") && !rule.get("name").asText().equals(name)) {
                throw ProblemException.badParameter("name", "name must be that of the path, or be left out.");
            }
            rule.put("name", name);
        }
        return rule;
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw ProblemException.badBody(FORM);
        }
        throw ProblemException.badBody(FORM);
    }

    /** A field that is null is one that is left out. */
    private static void removeNulls(ObjectNode rule) {
        Deque<JsonNode> left = new ArrayDeque<>();
        left.push(rule);
        while (!left.isEmpty()) {
            JsonNode node = left.pop();
            if (node instanceof ObjectNode object) {
                object.properties().removeIf(each -> each.getValue().isNull());
            }
            node.forEach(left::push);
        }
    }

    /** Returns it as the store keeps it, without insignificant blanks. */
    static String text(ObjectNode rule) {
        return rule.toString();
    }

    /** Returns what the store has kept; null if that is not JSON. */
    static @Nullable JsonNode ofText(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            return null;
        }
    }
}
