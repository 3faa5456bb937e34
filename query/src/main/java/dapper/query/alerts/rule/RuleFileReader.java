// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a rules file, strictly. It composes nodes only: no tag of the file can make an object. */
public final class RuleFileReader {
    /** With the burn rates of SLOs. */
    private static final int MOST_ALERTS = 1_000;

    private static final int MOST_RECEIVERS = 20;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_LEVELS = 10;

    private RuleFileReader() {}

    /** @throws RuleFileException for the first mistake */
    public static RuleFile read(String text) throws RuleFileException {
        Node root = compose(text);
        if (root == null) {
            return RuleFile.EMPTY;
        }
        YamlMap map = new YamlMap(root, "the file");
        Map<String, Receiver> receivers = receivers(map);
        List<AlertRule> rules = rules(map, receivers);
        map.end();
        return new RuleFile(new ArrayList<>(receivers.values()), rules);
    }

    static @Nullable Node compose(String text) throws RuleFileException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(MOST_LEVELS);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            // Not the message: it quotes the file, which may have secrets.
            throw new RuleFileException(line, "", "is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new RuleFileException(
                    1, "", "is no YAML of at most " + MOST_CHARACTERS + " characters and " + MOST_LEVELS + " levels");
        }
    }

    private static Map<String, Receiver> receivers(YamlMap file) throws RuleFileException {
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        List<Node> nodes = file.list("receivers");
        for (Node node : nodes == null ? List.<Node>of() : nodes) {
            YamlMap map = new YamlMap(node, "a receiver");
            Receiver receiver = ReceiverReader.read(map);
            if (receivers.put(receiver.name(), receiver) != null) {
                throw map.problem("name", "must be of one receiver only");
            }
            if (receivers.size() > MOST_RECEIVERS) {
                throw map.problem("there may be " + MOST_RECEIVERS + " receivers at most");
            }
        }
        return receivers;
    }

    private static List<AlertRule> rules(YamlMap file, Map<String, Receiver> receivers) throws RuleFileException {
        List<AlertRule> rules = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        List<Node> nodes = file.list("rules");
        for (Node node : nodes == null ? List.<Node>of() : nodes) {
            YamlMap map = new YamlMap(node, "a rule");
            List<AlertRule> read = new RuleReader(map, receivers.keySet(), null, false).read();
            AlertRule first = read.get(0);
            Integer line = names.put(first.tenant().name() + '/' + first.name(), YamlMap.lineOf(node));
            if (line != null) {
                throw map.problem("name", "must be of one rule only; the rule at line " + line + " has the same");
            }
            rules.addAll(read);
            if (rules.size() > MOST_ALERTS) {
                throw map.problem(
                        "there may be " + MOST_ALERTS + " rules at most, where an SLO counts once for each burn rate");
            }
        }
        return rules;
    }
}
