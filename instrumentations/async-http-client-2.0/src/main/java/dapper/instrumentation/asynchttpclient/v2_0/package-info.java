// SPDX-License-Identifier: Apache-2.0
/** Requests made with AsyncHttpClient 2 and 3. */
package dapper.instrumentation.asynchttpclient.v2_0;
