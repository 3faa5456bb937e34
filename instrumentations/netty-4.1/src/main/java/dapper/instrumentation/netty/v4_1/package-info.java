// SPDX-License-Identifier: Apache-2.0
/** Requests that Netty's HTTP codecs decode and encode, in servers and in clients, from Netty 4.1 on. */
package dapper.instrumentation.netty.v4_1;
