// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A map of the file that is read key by key. Every value is a text, whatever YAML takes it for, so {@code 5m} and {@code 5} are
 * read alike. Messages never have the value of a key that may be secret.
 *
 * <p>Every method throws {@link RuleFileException} with the line.
 */
final class YamlMap {
    private static final int LONGEST_TEXT = 4_000;

    private final int line;
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    /** @param what the place in the file, for messages */
    YamlMap(Node node, String what) throws RuleFileException {
        this(node, what, "");
    }

    /** @param path of the key whose value this is; empty for a rule or a receiver */
    YamlMap(Node node, String what, String path) throws RuleFileException {
        this.line = lineOf(node);
        this.path = path;
        if (!(node instanceof MappingNode map)) {
            throw new RuleFileException(line, path, what + " must be a map of keys and values");
        }
        for (NodeTuple entry : map.getValue()) {
            String key = scalar(entry.getKeyNode(), "a key of " + what, path);
            if (values.put(key, entry.getValueNode()) != null) {
                throw new RuleFileException(
                        lineOf(entry.getKeyNode()), pathOf(key), "the key " + key + " is there twice");
            }
            lines.put(key, lineOf(entry.getKeyNode()));
        }
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    RuleFileException problem(String message) {
        return new RuleFileException(line, path, message);
    }

    /** Returns a problem with the value of a key. */
    RuleFileException problem(String key, String message) {
        return new RuleFileException(lines.getOrDefault(key, line), pathOf(key), key + " " + message);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    private @Nullable Node find(String key) {
        known.add(key);
        return values.get(key);
    }

    /** Ends the reading: a key that nobody has read is a mistake. */
    void end() throws RuleFileException {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new RuleFileException(
                        lines.getOrDefault(key, line),
                        pathOf(key),
                        "the key " + key + " is unknown here; there are " + String.join(", ", known));
            }
        }
    }

    String required(String key) throws RuleFileException {
        String text = text(key);
        if (text == null) {
            throw new RuleFileException(line, pathOf(key), "the key " + key + " is missing");
        }
        return text;
    }

    @Nullable
    String text(String key) throws RuleFileException {
        Node node = find(key);
        return node == null ? null : scalar(node, key, pathOf(key));
    }

    String text(String key, String otherwise) throws RuleFileException {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    /**
     * Returns a value with a grammar.
     *
     * @param parse throws IllegalArgumentException with a description of valid values: "must be ..."
     */
    <T> T parsed(String key, String otherwise, Function<String, T> parse) throws RuleFileException {
        return parse(key, text(key, otherwise), parse);
    }

    /** The same for a value that must be there. */
    <T> T parsed(String key, Function<String, T> parse) throws RuleFileException {
        return parse(key, required(key), parse);
    }

    private <T> T parse(String key, String text, Function<String, T> parse) throws RuleFileException {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw problem(key, e.getMessage() + ", not \"" + text + "\"");
        }
    }

    /** Returns the elements of a list; null if the key is not there. */
    @Nullable
    List<Node> list(String key) throws RuleFileException {
        Node node = find(key);
        if (node == null) {
            return null;
        }
        if (!(node instanceof SequenceNode list)) {
            throw problem(key, "must be a list");
        }
        return list.getValue();
    }

    /** Returns the maps of a list; null if the key is not there. */
    @Nullable
    List<YamlMap> maps(String key, String what) throws RuleFileException {
        List<Node> nodes = list(key);
        if (nodes == null) {
            return null;
        }
        List<YamlMap> maps = new ArrayList<>();
        for (Node node : nodes) {
            maps.add(new YamlMap(node, what, pathOf(key) + "[" + maps.size() + "]"));
        }
        return maps;
    }

    /** Returns the texts of a list; null if the key is not there. */
    @Nullable
    List<String> texts(String key) throws RuleFileException {
        List<Node> nodes = list(key);
        if (nodes == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Node node : nodes) {
            texts.add(scalar(node, key, pathOf(key)));
        }
        return texts;
    }

    @Nullable
    YamlMap map(String key) throws RuleFileException {
        Node node = find(key);
        return node == null ? null : new YamlMap(node, key, pathOf(key));
    }

    /** Returns a map of texts in the order of the file; empty if the key is not there. */
    Map<String, String> pairs(String key) throws RuleFileException {
        YamlMap map = map(key);
        Map<String, String> pairs = new LinkedHashMap<>();
        if (map != null) {
            for (String name : map.values.keySet()) {
                pairs.put(name, map.required(name));
            }
        }
        return pairs;
    }

    private static String scalar(Node node, String what, String path) throws RuleFileException {
        if (!(node instanceof ScalarNode scalar)) {
            throw new RuleFileException(lineOf(node), path, what + " must be a text or a number");
        }
        String text = scalar.getValue().strip();
        if (text.isEmpty()) {
            throw new RuleFileException(lineOf(node), path, what + " must not be empty");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new RuleFileException(
                    lineOf(node), path, what + " must have " + LONGEST_TEXT + " characters at most");
        }
        return text;
    }
}
