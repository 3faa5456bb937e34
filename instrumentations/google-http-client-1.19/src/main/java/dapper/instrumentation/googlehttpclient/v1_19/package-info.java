// SPDX-License-Identifier: Apache-2.0
/** Requests made with the Google HTTP Client Library for Java. */
package dapper.instrumentation.googlehttpclient.v1_19;
