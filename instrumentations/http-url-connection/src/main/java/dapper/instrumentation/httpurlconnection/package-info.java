// SPDX-License-Identifier: Apache-2.0
/** Requests made with the JDK's {@code java.net.HttpURLConnection}. */
package dapper.instrumentation.httpurlconnection;
