// SPDX-License-Identifier: Apache-2.0
/** The server and the client of Pekko HTTP. */
package dapper.instrumentation.pekkohttp.v1_0;
