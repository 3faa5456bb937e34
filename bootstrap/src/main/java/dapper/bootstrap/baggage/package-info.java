// SPDX-License-Identifier: Apache-2.0
/** The names and values of W3C Baggage that travel with a request through all its processes. */
package dapper.bootstrap.baggage;
