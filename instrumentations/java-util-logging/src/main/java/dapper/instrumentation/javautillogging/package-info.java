// SPDX-License-Identifier: Apache-2.0
/** Log records of {@code java.util.logging} as events of spans. */
package dapper.instrumentation.javautillogging;
