// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Setting;
import java.util.List;
import java.util.Map;

/** One word after {@code dapper}. */
interface Command {
    String name();

    /** One line for the list of commands. */
    String summary();

    /** Returns the settings of the command, in the order in which help lists them. */
    List<Setting> settings();

    /** Returns the arguments after the name on the command line, for help; empty if the command only takes settings. */
    default String arguments() {
        return "";
    }

    /** Lines of help below the summary. */
    default List<String> notes() {
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
}
