// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.rpc;

import dapper.bootstrap.call.Call;

/**
 * Reads the calls of a library, before they are made or served. One stateless object per library and side.
 *
 * @param <Q> a call
 */
public interface RpcGetter<Q> {
    /** Service and method, {@code shop.Cart/Add}. */
    String method(Q request);

    /**
     * The name of the span, where the conventions of the system have another than the method.
     *
     * @param method as {@link #method} returned it
     */
    default String spanName(Q request, String method) {
        return method;
    }

    /** Calls {@link RpcCalls#server} and {@link RpcCalls#peer} for a call that is observed. */
    void describe(Call call, Q request);
}
