// SPDX-License-Identifier: Apache-2.0
/** Requests made with Apache HttpAsyncClient 4. */
package dapper.instrumentation.apachehttpasyncclient.v4_0;
