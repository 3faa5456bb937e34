// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Span;

/** The port of the server: where a URL or header leaves it out, the scheme's own. */
final class Ports {
    private Ports() {}

    static void set(Span span, int port, String scheme) {
        if (port > 0) {
            span.set(HttpAttributes.SERVER_PORT, port);
        } else if (scheme.equalsIgnoreCase("http")) {
            span.set(HttpAttributes.SERVER_PORT, 80);
        } else if (scheme.equalsIgnoreCase("https")) {
            span.set(HttpAttributes.SERVER_PORT, 443);
        }
    }
}
