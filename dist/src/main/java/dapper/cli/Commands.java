// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.ArrayList;
import java.util.List;

/** All commands, in the order in which help lists them. */
final class Commands {
    private Commands() {}

    static List<Command> all() {
        List<Command> commands = new ArrayList<>(List.of(
                new DemoCommand(),
                new AllInOneCommand(),
                new CollectorCommand(),
                new QueryCommand(),
                new CassandraCommand(),
                new HealthCommand(),
                new AttachCommand(),
                new TokenCommand(),
                new VersionCommand()));
        commands.add(new HelpCommand(List.copyOf(commands)));
        return List.copyOf(commands);
    }

    static Command find(String name, List<Command> commands) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown command \"" + name + "\""
                        + Nearest.hint(
                                name, commands.stream().map(Command::name).toList())
                        + " (\"dapper help\" lists all)"));
    }
}
