// SPDX-License-Identifier: Apache-2.0
/** Requests made with the JDK's {@code java.net.http.HttpClient}. */
package dapper.instrumentation.javanethttp;
