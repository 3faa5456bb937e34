/** Reads the instrumentations of a module while it is built, checks their rules and writes what the agent needs at run time. */
@NullMarked
package dapper.javaagent.index;

import org.jspecify.annotations.NullMarked;
