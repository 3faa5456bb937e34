// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import com.datastax.driver.core.ExecutionInfo;
import com.datastax.driver.core.Host;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.exceptions.CoordinatorException;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.CqlCalls;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Describes the nodes that coordinate executions. */
final class Coordinators {
    private static final CqlCalls CALLS = ExecutionCall.CALLS;

    /** A node behind a proxy is looked up by its name each time that its address is read. */
    private static final WeakIdentityMap<InetSocketAddress> ADDRESSES = new WeakIdentityMap<>();

    private Coordinators() {}

    static void describe(ExecutionCall call, @Nullable ExecutionInfo info) {
        if (info == null) {
            return;
        }
        Integer speculative = LaterMethods.speculativeExecutions(info);
        if (speculative != null) {
            CALLS.speculativeExecutions(call, speculative);
        }
        describe(call, info.getQueriedHost());
    }

    private static void describe(ExecutionCall call, Host host) {
        CALLS.coordinator(call, LaterMethods.id(host), host.getDatacenter());
        InetSocketAddress address = address(host);
        CALLS.server(call, address.getHostString(), address.getPort());
    }

    private static InetSocketAddress address(Host host) {
        InetSocketAddress known = ADDRESSES.get(host);
        if (known == null) {
            known = host.getSocketAddress();
            ADDRESSES.put(host, known);
        }
        return known;
    }

    /** Describes the node that an exception names. */
    static void describe(ExecutionCall call, Throwable thrown, Session session) {
        InetSocketAddress address =
                thrown instanceof CoordinatorException ? ((CoordinatorException) thrown).getAddress() : null;
        if (address == null) {
            return;
        }
        for (Host host : session.getCluster().getMetadata().getAllHosts()) {
            if (address.equals(address(host))) {
                describe(call, host);
                return;
            }
        }
        CALLS.server(call, address.getHostString(), address.getPort());
    }
}
