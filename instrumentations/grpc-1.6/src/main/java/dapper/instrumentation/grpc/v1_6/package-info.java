// SPDX-License-Identifier: Apache-2.0
/** Calls made and served with gRPC. */
package dapper.instrumentation.grpc.v1_6;
