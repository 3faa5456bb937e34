// SPDX-License-Identifier: Apache-2.0
/** Contexts of tasks of {@code java.util.Timer}. */
package dapper.instrumentation.javautiltimer;
