/**
 * The command line: finds the command and its settings, starts the servers of a command and stops them in reverse
 * order.
 */
@NullMarked
package dapper.cli;

import org.jspecify.annotations.NullMarked;
