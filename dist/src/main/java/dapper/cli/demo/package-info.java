/** The demo's sample applications, each in a JVM of its own with the agent, and the traffic they get. */
@NullMarked
package dapper.cli.demo;

import org.jspecify.annotations.NullMarked;
