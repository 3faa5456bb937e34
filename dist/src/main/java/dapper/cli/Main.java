// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The program behind {@code bin/dapper}: runs one command and turns any failure into one line. */
public final class Main {
    static final Setting CONFIG = new Setting(
            "dapper.config",
            "",
            "a properties file with settings; conf/dapper.properties of the installation if empty");

    /** Settings of every command. */
    static final List<Setting> SETTINGS = List.of(CONFIG, Logging.LEVEL, Logging.FORMAT);

    private final List<Command> commands;
    private final Console console;

    Main(List<Command> commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    public static void main(String[] args) {
        Console console = new Console(System.out, System.err);
        System.exit(new Main(Commands.all(), console).run(args));
    }

    int run(String... args) {
        try {
            CommandLine line = CommandLine.parse(args);
            Command command = Commands.find(line.command(), commands);
            if (command.arguments().isEmpty() && !line.arguments().isEmpty()) {
                throw new UsageException("dapper " + command.name() + " takes settings only (--key=value), not \""
                        + line.arguments().get(0) + "\"");
            }
            Installation installation = Installation.ofThisProcess();
            Settings settings = settings(line, command, installation);
            Logging.apply(settings);
            return command.run(new Invocation(line.arguments(), settings, console, installation));
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            console.complain(Failure.text(e));
            LoggerFactory.getLogger(Main.class).debug("this is why", e);
            return Failure.exitCode(e);
        }
    }

    private Settings settings(CommandLine line, Command command, Installation installation) {
        List<Setting> all = new ArrayList<>(SETTINGS);
        commands.forEach(other -> all.addAll(other.settings()));
        List<Setting> own = new ArrayList<>(SETTINGS);
        own.addAll(command.settings());
        Map<String, String> properties = SettingSources.strings(System.getProperties());
        Map<String, String> file = new HashMap<>(command.defaults());
        file.put("dapper.cassandra.lib", installation.cassandraJars().toString());
        SettingSources withoutFile = new SettingSources(line.settings(), properties, System.getenv(), file);
        String given = withoutFile.settings(command.name(), own, all).text(CONFIG);
        Path path = given.isEmpty() ? installation.configuration() : Path.of(given);
        if (!given.isEmpty() || Files.exists(path)) {
            file.putAll(SettingSources.file(path));
        }
        return new SettingSources(line.settings(), properties, System.getenv(), file)
                .settings(command.name(), own, all);
    }
}
