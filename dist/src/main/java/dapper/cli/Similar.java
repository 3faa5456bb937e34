// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the known names that resemble an unknown one. */
final class Similar {
    private Similar() {}

    /**
     * Returns the end of a sentence: {@code ; did you mean x?} or nothing. Picocli compares names of subcommands only: of
     * an option it compares the first two letters, which all settings have in common.
     */
    static String hint(String given, Collection<String> known) {
        CommandSpec names = CommandSpec.create();
        Map<String, String> bare = known.stream().collect(Collectors.toMap(Similar::bare, name -> name));
        bare.keySet().forEach(name -> names.addSubcommand(name, CommandSpec.create()));
        String similar = new UnmatchedArgumentException(new CommandLine(names), List.of(bare(given)))
                .getSuggestions().stream().limit(2).map(bare::get).collect(Collectors.joining(" or "));
        return similar.isEmpty() ? "" : "; did you mean " + similar + "?";
    }

    private static String bare(String name) {
        return name.replaceFirst("^-*", "");
    }
}
