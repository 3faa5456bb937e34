// SPDX-License-Identifier: Apache-2.0
/** What {@code java.util.logging} calls. */
package dapper.instrumentation.javautillogging.boot;
