// SPDX-License-Identifier: Apache-2.0
/** The OTLP/gRPC receiver. */
@NullMarked
package dapper.collector.grpc;

import org.jspecify.annotations.NullMarked;
