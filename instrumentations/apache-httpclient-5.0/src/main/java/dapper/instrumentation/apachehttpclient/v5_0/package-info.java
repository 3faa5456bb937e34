// SPDX-License-Identifier: Apache-2.0
/** Requests made with Apache HttpClient 5, classic and asynchronous. */
package dapper.instrumentation.apachehttpclient.v5_0;
