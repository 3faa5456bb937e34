// SPDX-License-Identifier: Apache-2.0
/** The streams of HTTP/2 connections, in servers and in clients. */
package dapper.instrumentation.netty.v4_1.http2;
