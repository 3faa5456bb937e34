// SPDX-License-Identifier: Apache-2.0
/** Called from woven classes of {@code java.util.concurrent} and {@code java.lang}. */
package dapper.instrumentation.executors.boot;
