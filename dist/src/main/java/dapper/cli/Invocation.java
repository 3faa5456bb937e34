// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.Settings;
import java.util.List;

/** The inputs of a command. */
record Invocation(List<String> arguments, Settings settings, Console console, Installation installation) {}
