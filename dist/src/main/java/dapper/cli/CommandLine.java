// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parsed command line, not yet validated.
 *
 * @param command {@code help} if none was given
 * @param arguments words after the command
 * @param settings {@code --key=value}, the last one wins
 */
record CommandLine(String command, List<String> arguments, Map<String, String> settings) {

    static CommandLine parse(String... args) {
        List<String> words = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        for (String arg : args) {
            if (isHelp(arg)) {
                words.add(0, "help");
            } else if (arg.equals("--version")) {
                words.add(0, "version");
            } else if (arg.startsWith("-")) {
                put(settings, arg);
            } else {
                words.add(arg);
            }
        }
        if (words.isEmpty()) {
            words.add("help");
        }
        return new CommandLine(words.get(0), List.copyOf(words.subList(1, words.size())), settings);
    }

    private static boolean isHelp(String arg) {
        return arg.equals("--help") || arg.equals("-h");
    }

    private static void put(Map<String, String> settings, String arg) {
        int equals = arg.indexOf('=');
        String key = arg.replaceFirst("^--?", "");
        if (equals < 0) {
            settings.put(key, MISSING);
        } else {
            settings.put(key.substring(0, key.indexOf('=')), arg.substring(equals + 1));
        }
    }

    /** Marks an option without a value; no argument of a process can contain this character. */
    static final String MISSING = "\0";
}
