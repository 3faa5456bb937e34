/** The gRPC listener: sockets and TLS. */
@NullMarked
package dapper.server.grpc;

import org.jspecify.annotations.NullMarked;
