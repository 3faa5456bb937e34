// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.rpc;

import dapper.bootstrap.AttributeKey;

/** Attributes of the spans of remote procedure calls, named by the semantic conventions (release candidate). */
final class RpcAttributes {
    static final AttributeKey SYSTEM = AttributeKey.of("rpc.system.name");
    static final AttributeKey METHOD = AttributeKey.of("rpc.method");
    static final AttributeKey STATUS = AttributeKey.of("rpc.response.status_code");
    static final AttributeKey SERVER_ADDRESS = AttributeKey.of("server.address");
    static final AttributeKey SERVER_PORT = AttributeKey.of("server.port");
    static final AttributeKey PEER_ADDRESS = AttributeKey.of("network.peer.address");
    static final AttributeKey PEER_PORT = AttributeKey.of("network.peer.port");

    private RpcAttributes() {}
}
