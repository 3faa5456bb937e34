// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Describes the nodes that coordinate executions. Looks nothing up: other end points than the driver's usual may. */
final class Nodes {
    private Nodes() {}

    static void describe(ExecutionCall call, Node node) {
        ExecutionCall.CALLS.coordinator(call, node.getHostId(), node.getDatacenter());
        InetSocketAddress address = address(node);
        if (address != null) {
            ExecutionCall.CALLS.server(call, address.getHostString(), address.getPort());
        }
    }

    private static @Nullable InetSocketAddress address(Node node) {
        EndPoint endPoint = node.getEndPoint();
        return endPoint.getClass() == DefaultEndPoint.class
                ? ((DefaultEndPoint) endPoint).resolve()
                : node.getBroadcastRpcAddress().orElse(null);
    }
}
