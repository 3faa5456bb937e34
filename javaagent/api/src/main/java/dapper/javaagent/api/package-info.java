// SPDX-License-Identifier: Apache-2.0
/** What an instrumentation is written against, with {@code dapper.bootstrap} and Byte Buddy's matchers. */
package dapper.javaagent.api;
