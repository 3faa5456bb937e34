// SPDX-License-Identifier: Apache-2.0
/** Requests to the HTTP and HTTPS server of the JDK. */
package dapper.instrumentation.jdkhttpserver;
