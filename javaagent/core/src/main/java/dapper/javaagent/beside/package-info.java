// SPDX-License-Identifier: Apache-2.0
/** Detects the other agents of the application's JVM and decides what follows for ours. */
package dapper.javaagent.beside;
