// SPDX-License-Identifier: Apache-2.0
/** Requests made with OkHttp 3, 4 and 5. */
package dapper.instrumentation.okhttp.v3_0;
