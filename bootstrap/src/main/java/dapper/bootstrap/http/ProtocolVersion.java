// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** {@code HTTP/1.1} is version 1.1 and {@code HTTP/2.0} is version 2: since HTTP/2 there is no minor version. */
final class ProtocolVersion {
    private ProtocolVersion() {}

    static @Nullable String of(@Nullable String protocol) {
        if (protocol == null) {
            return null;
        }
        switch (protocol) {
            case "HTTP/1.1":
                return "1.1";
            case "HTTP/1.0":
                return "1.0";
            case "HTTP/2":
            case "HTTP/2.0":
                return "2";
            case "HTTP/3":
            case "HTTP/3.0":
                return "3";
            default:
                return null;
        }
    }
}
