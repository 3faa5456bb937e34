// SPDX-License-Identifier: Apache-2.0
/** Requests that Tomcat's connectors receive, 7.0 to 11.0, with either package name of the servlet API. */
package dapper.instrumentation.tomcat.v7_0;
