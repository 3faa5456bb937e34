// SPDX-License-Identifier: Apache-2.0
/** Replaces a class of okio, the buffers under gRPC, in the agent's jar. */
package dapper.javaagent.okio;
