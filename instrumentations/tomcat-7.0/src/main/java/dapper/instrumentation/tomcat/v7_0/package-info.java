// SPDX-License-Identifier: Apache-2.0
/** Requests that Tomcat's connectors receive, 7.0 to 11.0, whichever package name the servlet API has. */
package dapper.instrumentation.tomcat.v7_0;
