// SPDX-License-Identifier: Apache-2.0
/** The API for instrumentations, together with {@code dapper.bootstrap} and Byte Buddy's matchers. */
package dapper.javaagent.api;
