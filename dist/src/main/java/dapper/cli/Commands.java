// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of picocli: all commands in the order in which help lists them, and each setting as an option. */
final class Commands {
    static final List<Command> ALL = List.of(
            new DemoCommand(),
            new AllInOneCommand(),
            new CollectorCommand(),
            new QueryCommand(),
            new CassandraCommand(),
            new HealthCommand(),
            new AttachCommand(),
            new TokenCommand());

    private static final String COMPLETION = "completion";

    private Commands() {}

    /** A command that prints a text, whatever the settings are. */
    @FunctionalInterface
    interface Answer {
        String text(ParseResult parsed);
    }

    /**
     * Only the commands among these words have their settings as options: making them takes time at each start, and a
     * health check starts often.
     */
    static CommandLine line(String... words) {
        List<String> named = List.of(words);
        CommandSpec dapper = overview();
        for (Command command : ALL) {
            CommandSpec spec = command.spec();
            if (named.contains(spec.name()) || named.contains(COMPLETION)) {
                addSettings(command, spec);
            }
            add(dapper, spec);
        }
        add(dapper, version());
        add(dapper, completion(dapper));
        add(dapper, help(dapper));
        return new CommandLine(dapper)
                .setOverwrittenOptionsAllowed(true)
                .setPosixClusteredShortOptionsAllowed(false)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(120)
                .setUsageHelpAutoWidth(true);
    }

    private static CommandSpec overview() {
        Answer answer = parsed -> usage(parsed.commandSpec().commandLine());
        CommandSpec dapper =
                Command.spec(answer, "dapper", "Dapper: distributed tracing for the JVM without code changes.");
        dapper.usageMessage()
                .footer(
                        "",
                        "A setting is looked for on the command line (--dapper.query.port=16686), then in the system",
                        "properties (-Ddapper.query.port=16686 in DAPPER_JAVA_OPTS), then in the environment",
                        "(DAPPER_QUERY_PORT=16686), then in conf/dapper.properties.");
        return dapper.addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("print the build, like the command version")
                        .build())
                .addOption(helpOption());
    }

    private static CommandSpec version() {
        Answer answer = parsed -> Version.ofThisBuild().text();
        return Command.spec(answer, "version", "print which build this is and which Java runs it");
    }

    private static CommandSpec completion(CommandSpec dapper) {
        Answer answer = parsed -> AutoComplete.bash(dapper.name(), dapper.commandLine());
        return Command.spec(answer, COMPLETION, "print a script that completes commands and settings in bash and zsh");
    }

    private static CommandSpec help(CommandSpec dapper) {
        List<String> names = List.copyOf(dapper.subcommands().keySet());
        Answer answer = parsed -> usage(named(words(parsed), dapper.commandLine()));
        return Command.spec(answer, "help", "list the commands, or the settings of one: dapper help query")
                .addPositional(Command.word("0", "0..1", "COMMAND", "the command to describe", names));
    }

    private static CommandLine named(List<String> words, CommandLine dapper) {
        if (words.isEmpty()) {
            return dapper;
        }
        CommandLine command = dapper.getSubcommands().get(words.get(0));
        if (command == null) {
            throw new UnmatchedArgumentException(dapper, words);
        }
        return command;
    }

    /** Returns the settings of all commands, each once. */
    static List<Setting> settings() {
        return Parts.join(Stream.concat(ALL.stream().map(Command::settings), Stream.of(Main.SETTINGS))
                .toList());
    }

    /** Returns the words after the name of the command. */
    static List<String> words(ParseResult parsed) {
        return parsed.matchedPositionals().stream()
                .distinct()
                .flatMap(word -> word.originalStringValues().stream())
                .toList();
    }

    static String usage(CommandLine line) {
        return line.getUsageMessage().stripTrailing();
    }

    private static void addSettings(Command command, CommandSpec spec) {
        for (Setting setting : Parts.join(List.of(command.settings(), Main.SETTINGS))) {
            spec.addOption(OptionSpec.builder("--" + setting.key())
                    .type(String.class)
                    .arity("1")
                    .paramLabel("VALUE")
                    .defaultValue(command.defaults().getOrDefault(setting.key(), setting.defaultValue()))
                    .description(setting.help(), "environment: " + setting.environmentVariable())
                    .build());
        }
    }

    private static void add(CommandSpec dapper, CommandSpec command) {
        command.usageMessage()
                .parameterListHeading(command.positionalParameters().isEmpty() ? "" : "%n");
        dapper.addSubcommand(command.name(), command.addOption(helpOption()));
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("print this help")
                .build();
    }
}
