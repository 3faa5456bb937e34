// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.storage.settings.Settings;
import java.util.List;

/** What a command is given to run with. */
record Invocation(List<String> arguments, Settings settings, Console console, Installation installation) {}
