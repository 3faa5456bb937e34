// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Span;
import org.jspecify.annotations.Nullable;

/** The port of the server. If a URL or header leaves it out, the default of the scheme applies. */
final class Ports {
    private Ports() {}

    static void set(Span span, int port, @Nullable String scheme) {
        if (port > 0) {
            span.set(HttpAttributes.SERVER_PORT, port);
        } else if ("http".equalsIgnoreCase(scheme)) {
            span.set(HttpAttributes.SERVER_PORT, 80);
        } else if ("https".equalsIgnoreCase(scheme)) {
            span.set(HttpAttributes.SERVER_PORT, 443);
        }
    }
}
