// SPDX-License-Identifier: Apache-2.0
/** Composes the agent from its parts when the JVM starts, and ends it when the JVM exits. */
package dapper.javaagent.start;
