// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.storage.Tenant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one rule that is not in the file, as strictly as those. JSON without insignificant blanks is YAML too. */
public final class RuleText {
    private RuleText() {}

    /**
     * Reads a new rule.
     *
     * @param receivers those of the file
     * @throws RuleFileException for the first mistake
     */
    public static List<AlertRule> read(String json, Tenant owner, List<Receiver> receivers) throws RuleFileException {
        return read(json, owner, receivers, false);
    }

    /** Reads a rule that was new before: a receiver that it names may be gone from the file. */
    public static List<AlertRule> readAgain(String json, Tenant owner, List<Receiver> receivers)
            throws RuleFileException {
        return read(json, owner, receivers, true);
    }

    private static List<AlertRule> read(String json, Tenant owner, List<Receiver> receivers, boolean anyReceiver)
            throws RuleFileException {
        Node node = RuleFileReader.compose(json);
        if (node == null) {
            throw new RuleFileException(1, "", "the rule is empty");
        }
        Set<String> names = receivers.stream().map(Receiver::name).collect(Collectors.toSet());
        return new RuleReader(new YamlMap(node, "a rule"), names, owner, anyReceiver).read();
    }
}
