// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.Locale;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes in one sentence why a command line cannot be used, and which help describes it. */
final class Misuse {
    private Misuse() {}

    static String text(ParameterException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        return sentence(failure, command) + " (\"dapper help" + (isRoot(command) ? "" : " " + command.name())
                + "\" lists all)";
    }

    private static String sentence(ParameterException failure, CommandSpec command) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), command);
        }
        if (failure instanceof MissingParameterException missing
                && missing.getMissing().get(0).isPositional()) {
            return missing(missing.getMissing().get(0));
        }
        return decapitalized(String.valueOf(failure.getMessage()));
    }

    private static String missing(ArgSpec word) {
        return word.paramLabel() + " is missing, " + String.join(" ", word.description());
    }

    private static String unmatched(String word, CommandSpec command) {
        String name = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
        if (!name.startsWith("-")) {
            return isRoot(command)
                    ? "unknown command \"" + word + "\""
                            + Nearest.hint(word, command.subcommands().keySet())
                    : command.qualifiedName() + " has no use for \"" + word + "\"";
        }
        if (Commands.settings().stream().noneMatch(setting -> name.equals("--" + setting.key()))) {
            return "unknown option " + name
                    + Nearest.hint(name, command.optionsMap().keySet());
        }
        return isRoot(command)
                ? name + " belongs after the name of a command"
                : command.qualifiedName() + " has no use for " + name;
    }

    private static boolean isRoot(CommandSpec command) {
        return command.parent() == null;
    }

    private static String decapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
