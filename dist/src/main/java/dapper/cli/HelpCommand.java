// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** {@code dapper help} and {@code dapper help <command>}. */
final class HelpCommand implements Command {
    private final List<Command> commands;

    /** @param commands all other commands */
    HelpCommand(List<Command> commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "list the commands, or the settings of one: dapper help query";
    }

    @Override
    public String arguments() {
        return "[COMMAND]";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.arguments().isEmpty()) {
            overview(invocation.console());
        } else {
            Command command = Commands.find(invocation.arguments().get(0), commands);
            describe(command, invocation.console());
        }
        return 0;
    }

    private void overview(Console console) {
        console.say("Dapper: distributed tracing for the JVM without code changes.");
        console.say("");
        console.say("usage: dapper <command> [--setting=value ...]");
        console.say("");
        commands.forEach(command -> console.say(String.format("  %-12s %s", command.name(), command.summary())));
        console.say(String.format("  %-12s %s", name(), summary()));
        console.say("");
        console.say("A setting is looked for on the command line (--dapper.query.port=16686), then in the system");
        console.say("properties (-Ddapper.query.port=16686 in DAPPER_JAVA_OPTS), then in the environment");
        console.say("(DAPPER_QUERY_PORT=16686), then in conf/dapper.properties.");
    }

    private static void describe(Command command, Console console) {
        String arguments = command.arguments().isEmpty() ? "" : " " + command.arguments();
        console.say("dapper " + command.name() + arguments + ": " + command.summary());
        if (!command.notes().isEmpty()) {
            console.say("");
            command.notes().forEach(console::say);
        }
        List<Setting> settings = new ArrayList<>(command.settings());
        if (!settings.isEmpty()) {
            settings.addAll(Main.SETTINGS);
        }
        for (Setting setting : settings) {
            console.say("");
            console.say("  --" + setting.key() + "="
                    + command.defaults().getOrDefault(setting.key(), setting.defaultValue()));
            console.say("      " + setting.help());
            console.say("      environment: " + setting.environmentVariable());
        }
    }
}
