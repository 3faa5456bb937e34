// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A trace as text that can be compared with a file: the tree in the order of the API, each span with all its data.
 * Values that differ between runs (ports, versions of Java, threads) are replaced by placeholders.
 */
final class TraceText {
    private static final Set<String> VARYING =
            Set.of("network.peer.port", "client.port", "thread.id", "thread.name", "network.local.port");

    private final Map<String, String> names = new LinkedHashMap<>();

    TraceText(Iterable<App> apps) {
        apps.forEach(app -> names.put(Integer.toString(app.port()), "<" + app.name() + ">"));
    }

    /** @param names placeholders by the values that they replace */
    TraceText(Map<String, String> names) {
        this.names.putAll(names);
    }

    static String expected(String file) {
        try (InputStream in = TraceText.class.getResourceAsStream("/traces/" + file + ".txt")) {
            return in == null ? "no file " + file : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of spans of a trace with such a text; a missing one is shown, but not stored. */
    static int spans(String text) {
        return (int) text.lines()
                .filter(line -> line.matches(" *\\S+ (SERVER|CLIENT|INTERNAL|PRODUCER|CONSUMER) \".*"))
                .count();
    }

    String of(JsonNode trace) {
        StringBuilder text = new StringBuilder();
        Map<String, String> spanNames = new HashMap<>();
        trace.get("spans")
                .forEach(span -> spanNames.put(
                        span.get("spanId").asText(), span.get("name").asText()));
        for (JsonNode span : trace.get("spans")) {
            String indent = "  ".repeat(span.get("depth").asInt());
            text.append(indent).append(head(span)).append('\n');
            attributes(span.get("attributes"))
                    .forEach((key, value) -> text.append(indent)
                            .append("    ")
                            .append(key)
                            .append(" = ")
                            .append(value)
                            .append('\n'));
            for (JsonNode link : span.get("links")) {
                boolean here = link.get("traceId").equals(trace.get("traceId"));
                text.append(indent)
                        .append("    link to ")
                        .append(here ? spanNames.get(link.get("spanId").asText()) : "another trace")
                        .append('\n');
            }
            for (JsonNode event : span.get("events")) {
                text.append(indent)
                        .append("    event ")
                        .append(event.get("name").asText())
                        .append('\n');
                attributes(event.get("attributes"))
                        .forEach((key, value) -> text.append(indent)
                                .append("        ")
                                .append(key)
                                .append(" = ")
                                .append(firstLine(value))
                                .append('\n'));
            }
        }
        return text.toString();
    }

    private static String head(JsonNode span) {
        JsonNode status = span.get("status");
        String code = status.get("code").asText();
        String message = status.path("message").asText("");
        return span.get("service").asText() + " " + span.get("kind").asText() + " \""
                + span.get("name").asText() + "\""
                + (code.equals("UNSET") ? "" : " " + code)
                + (message.isEmpty() ? "" : " \"" + message + "\"")
                + (span.get("missing").asBoolean() ? " MISSING" : "")
                + oddities(span);
    }

    private static String oddities(JsonNode span) {
        StringBuilder text = new StringBuilder();
        span.get("oddities")
                .forEach(oddity -> text.append(' ').append(oddity.asText().toUpperCase(Locale.ROOT)));
        return text.toString();
    }

    private Map<String, String> attributes(JsonNode attributes) {
        Map<String, String> sorted = new TreeMap<>();
        attributes.properties().forEach(attribute -> sorted.put(attribute.getKey(), value(attribute)));
        return sorted;
    }

    private String value(Map.Entry<String, JsonNode> attribute) {
        if (VARYING.contains(attribute.getKey())) {
            return "<varies>";
        }
        String value = attribute.getValue().isTextual()
                ? attribute.getValue().asText()
                : attribute.getValue().toString();
        for (Map.Entry<String, String> name : names.entrySet()) {
            value = value.equals(name.getKey())
                    ? name.getValue()
                    : value.replace(":" + name.getKey(), ":" + name.getValue());
        }
        return value.replaceFirst("^((?:.*[(])?Java[-a-z]*/)[0-9._+]+([)]?)$", "$1<version>$2");
    }

    private static String firstLine(String value) {
        int end = value.indexOf('\n');
        return end < 0 ? value : value.substring(0, end).strip() + " ...";
    }
}
