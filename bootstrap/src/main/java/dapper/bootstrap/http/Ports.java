// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Span;
import org.jspecify.annotations.Nullable;

/** The port of the server. If a URL or header leaves it out, the default of the scheme applies. */
final class Ports {
    private Ports() {}

    /** Returns 0 if the port is not known. */
    static int of(int port, @Nullable String scheme) {
        if (port > 0) {
            return port;
        }
        return "http".equalsIgnoreCase(scheme) ? 80 : "https".equalsIgnoreCase(scheme) ? 443 : 0;
    }

    static void set(Span span, int port, @Nullable String scheme) {
        int known = of(port, scheme);
        if (known > 0) {
            span.set(HttpAttributes.SERVER_PORT, known);
        }
    }
}
