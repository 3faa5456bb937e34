// SPDX-License-Identifier: Apache-2.0
/**
 * Checks that an instrumentation fits the library of a class loader, and defines the instrumentation's classes beside
 * that library.
 */
package dapper.javaagent.inject;
