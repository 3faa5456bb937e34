// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.AttributeKey;

/** The attributes of HTTP spans, named by the stable semantic conventions. */
final class HttpAttributes {
    static final AttributeKey REQUEST_METHOD = AttributeKey.of("http.request.method");
    static final AttributeKey REQUEST_METHOD_ORIGINAL = AttributeKey.of("http.request.method_original");
    static final AttributeKey RESPONSE_STATUS_CODE = AttributeKey.of("http.response.status_code");
    static final AttributeKey ROUTE = AttributeKey.of("http.route");
    static final AttributeKey URL_FULL = AttributeKey.of("url.full");
    static final AttributeKey URL_SCHEME = AttributeKey.of("url.scheme");
    static final AttributeKey URL_PATH = AttributeKey.of("url.path");
    static final AttributeKey URL_QUERY = AttributeKey.of("url.query");
    static final AttributeKey SERVER_ADDRESS = AttributeKey.of("server.address");
    static final AttributeKey SERVER_PORT = AttributeKey.of("server.port");
    static final AttributeKey CLIENT_ADDRESS = AttributeKey.of("client.address");
    static final AttributeKey PEER_ADDRESS = AttributeKey.of("network.peer.address");
    static final AttributeKey PEER_PORT = AttributeKey.of("network.peer.port");
    static final AttributeKey PROTOCOL_VERSION = AttributeKey.of("network.protocol.version");
    static final AttributeKey USER_AGENT = AttributeKey.of("user_agent.original");

    private HttpAttributes() {}
}
