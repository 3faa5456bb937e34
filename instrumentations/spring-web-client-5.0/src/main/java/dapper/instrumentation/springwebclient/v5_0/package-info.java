// SPDX-License-Identifier: Apache-2.0
/** Templates of the URLs that are called with Spring's {@code RestTemplate} and {@code RestClient}. */
package dapper.instrumentation.springwebclient.v5_0;
