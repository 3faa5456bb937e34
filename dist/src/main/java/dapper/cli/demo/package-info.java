/** The demo's sample applications, each in its own JVM with the agent, and their traffic. */
@NullMarked
package dapper.cli.demo;

import org.jspecify.annotations.NullMarked;
