/**
 * Reads the instrumentations of a module at build time, checks their rules and writes the index that the agent needs at
 * run time.
 */
@NullMarked
package dapper.javaagent.index;

import org.jspecify.annotations.NullMarked;
