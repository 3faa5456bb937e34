// SPDX-License-Identifier: Apache-2.0
/**
 * The only package that uses gRPC. In the agent's jar it and gRPC belong to the agent's class loader, not to the boot
 * loader like the rest of the core: gRPC gets the loader of its classes and does not accept null.
 */
package dapper.javaagent.grpc;
