// SPDX-License-Identifier: Apache-2.0
/** Routes of requests to the controllers of Micronaut 3.6 and newer. */
package dapper.instrumentation.micronauthttpserver.v3_6;
