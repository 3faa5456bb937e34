// SPDX-License-Identifier: Apache-2.0
/**
 * The only package that knows gRPC. In the agent's jar it and gRPC belong to the agent's class loader, not to the boot
 * loader like the rest of the core: gRPC asks its classes for their loader and takes no null for an answer.
 */
package dapper.javaagent.grpc;
