// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** One word after {@code dapper} that reads settings. */
interface Command {
    /** Returns the name, the texts and the words after the name; {@link Commands} adds the settings as options. */
    CommandSpec spec();

    /** Returns the settings of the command, in the order in which help lists them. */
    default List<Setting> settings() {
        return List.of();
    }

    /** Defaults of this command where they differ from the setting's own, by key. */
    default Map<String, String> defaults() {
        return Map.of();
    }

    /**
     * Runs the command; a server returns only after it was asked to stop.
     *
     * @return the exit code of the process
     */
    int run(Invocation invocation) throws Exception;

    /**
     * @param runs the {@link Command} or {@link Commands.Answer}
     * @param summary one line for the list of commands
     * @param notes lines of help below it
     */
    static CommandSpec spec(Object runs, String name, String summary, String... notes) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(runs).name(name);
        spec.usageMessage()
                .header(summary, "")
                .descriptionHeading(notes.length == 0 ? "" : "%n")
                .description(notes)
                .commandListHeading("%nCommands:%n")
                .abbreviateSynopsis(true)
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionList());
        return spec;
    }

    /**
     * A word after the name of a command.
     *
     * @param index its place, or {@code 1..*} for all from there
     * @param arity {@code 1}, or {@code 0..1} if it may be absent
     * @param values the words to complete it with
     */
    static PositionalParamSpec word(String index, String arity, String label, String help, List<String> values) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .type(String[].class)
                .paramLabel(label)
                .description(help)
                .completionCandidates(values)
                .build();
    }
}
