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

    private Commands() {}

    /** A command that prints a text, whatever the settings are. */
    @FunctionalInterface
    interface Answer {
        String text(ParseResult parsed);
    }

    static CommandLine line() {
        CommandSpec dapper = answer(
                "dapper",
                "Dapper: distributed tracing for the JVM without code changes.",
                parsed -> usage(parsed.commandSpec().commandLine()));
        dapper.usageMessage()
                .footer(
                        "",
                        "A setting is looked for on the command line (--dapper.query.port=16686), then in the system",
                        "properties (-Ddapper.query.port=16686 in DAPPER_JAVA_OPTS), then in the environment",
                        "(DAPPER_QUERY_PORT=16686), then in conf/dapper.properties.");
        dapper.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("print the build, like the command version")
                .build());
        ALL.forEach(command -> add(dapper, withSettings(command)));
        add(
                dapper,
                answer("version", "print which build this is and which Java runs it", parsed -> Version.ofThisBuild()
                        .text()));
        add(
                dapper,
                answer(
                        "completion",
                        "print a script that completes commands and settings in bash and zsh",
                        parsed -> AutoComplete.bash("dapper", dapper.commandLine())));
        add(
                dapper,
                answer(
                                "help",
                                "list the commands, or the settings of one: dapper help query",
                                parsed -> usage(named(words(parsed), dapper.commandLine())))
                        .addPositional(Command.word(
                                "0",
                                "0..1",
                                "COMMAND",
                                "the command to describe",
                                List.copyOf(dapper.subcommands().keySet()))));
        return new CommandLine(dapper.addOption(help()))
                .setOverwrittenOptionsAllowed(true)
                .setPosixClusteredShortOptionsAllowed(false)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(120)
                .setUsageHelpAutoWidth(true);
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

    private static CommandSpec answer(String name, String summary, Answer answer) {
        return Command.spec(answer, name, summary);
    }

    private static CommandSpec withSettings(Command command) {
        CommandSpec spec = command.spec();
        for (Setting setting : Parts.join(List.of(command.settings(), Main.SETTINGS))) {
            spec.addOption(OptionSpec.builder("--" + setting.key())
                    .type(String.class)
                    .arity("1")
                    .paramLabel("VALUE")
                    .defaultValue(command.defaults().getOrDefault(setting.key(), setting.defaultValue()))
                    .description(setting.help(), "environment: " + setting.environmentVariable())
                    .build());
        }
        return spec;
    }

    private static void add(CommandSpec dapper, CommandSpec command) {
        command.usageMessage().parameterListHeading(command.positionalParameters().isEmpty() ? "" : "%n");
        dapper.addSubcommand(command.name(), command.addOption(help()));
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("print this help")
                .build();
    }
}
