// SPDX-License-Identifier: Apache-2.0
/** The formats in which contexts travel in headers. */
package dapper.bootstrap.propagation;
