// SPDX-License-Identifier: Apache-2.0
/** Requests made with Apache HttpClient, 4.3 to 4.5. */
package dapper.instrumentation.apachehttpclient.v4_3;
