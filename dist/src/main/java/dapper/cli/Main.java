// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/** The program behind {@code bin/dapper}: runs one command and turns any failure into one line. */
public final class Main {
    static final Setting CONFIG = new Setting(
            "dapper.config",
            "",
            "a properties file with settings; conf/dapper.properties of the installation if empty");

    /** Settings of every command. */
    static final List<Setting> SETTINGS = List.of(Logging.LEVEL, Logging.FORMAT, CONFIG);

    private final Console console;

    Main(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        System.exit(new Main(new Console(System.out, System.err)).run(args));
    }

    int run(String... args) {
        try {
            ParseResult dapper = Commands.line(args).parseArgs(args);
            ParseResult asked = dapper.hasSubcommand() ? dapper.subcommand() : dapper;
            if (dapper.isUsageHelpRequested() || asked.isUsageHelpRequested()) {
                console.say(Commands.usage(asked.commandSpec().commandLine()));
            } else if (dapper.isVersionHelpRequested()) {
                console.say(Version.ofThisBuild().text());
            } else if (asked.commandSpec().userObject() instanceof Commands.Answer answer) {
                console.say(answer.text(asked));
            } else {
                return run((Command) asked.commandSpec().userObject(), asked);
            }
            return 0;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            console.complain(Failure.text(e));
            LoggerFactory.getLogger(Main.class).debug("this is why", e);
            return Failure.exitCode(e);
        }
    }

    private int run(Command command, ParseResult parsed) throws Exception {
        Installation installation = Installation.ofThisProcess();
        Settings settings = settings(command, parsed, installation);
        Logging.apply(settings);
        return command.run(new Invocation(Commands.words(parsed), settings, console, installation));
    }

    private static Settings settings(Command command, ParseResult parsed, Installation installation) {
        Map<String, String> given = new HashMap<>();
        parsed.matchedOptions().forEach(option -> given.put(option.longestName().substring(2), option.getValue()));
        List<Setting> known = Commands.settings();
        Map<String, String> properties = SettingSources.strings(System.getProperties());
        Map<String, String> file = new HashMap<>(command.defaults());
        file.put("dapper.cassandra.lib", installation.cassandraJars().toString());
        String config = new SettingSources(given, properties, System.getenv(), file)
                .settings(known)
                .text(CONFIG);
        Path path = config.isEmpty() ? installation.configuration() : Path.of(config);
        if (!config.isEmpty() || Files.exists(path)) {
            file.putAll(SettingSources.file(path));
        }
        return new SettingSources(given, properties, System.getenv(), file).settings(known);
    }
}
