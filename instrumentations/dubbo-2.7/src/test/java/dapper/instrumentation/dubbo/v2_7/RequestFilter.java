// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.javaagent.testing.Traces;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;

/** Receives each call in a span, as a server does that has a span for the request by which the call came. */
public final class RequestFilter implements Filter {
    @Override
    public Result invoke(Invoker<?> invoker, Invocation invocation) {
        try {
            return Traces.callInSpan("request", () -> invoker.invoke(invocation));
        } catch (Exception e) {
            throw new RpcException(e);
        }
    }
}
