// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

/** An exception in an advice that the application never saw. */
public record CaughtError(String instrumentation, Throwable thrown) {}
