// SPDX-License-Identifier: Apache-2.0
/** Replaces a class of grpc-okhttp, the transport under gRPC, in the agent's jar. */
package dapper.javaagent.okhttp;
