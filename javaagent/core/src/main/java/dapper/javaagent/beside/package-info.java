// SPDX-License-Identifier: Apache-2.0
/** Detects the other agents of the application's JVM. */
package dapper.javaagent.beside;
