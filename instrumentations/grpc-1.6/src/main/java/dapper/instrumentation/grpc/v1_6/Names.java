// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import org.jspecify.annotations.Nullable;

/** The names of this instrumentation and of a channel's server. */
final class Names {
    static final String INSTRUMENTATION = "grpc-1.6";
    static final String SYSTEM = "grpc";

    private Names() {}

    /**
     * The host and port in the target of a channel.
     *
     * @param target {@code shop:8080}, or a URI whose path is the name: {@code dns:///shop:8080}
     * @return null if the target has a scheme whose names are no hosts
     */
    static @Nullable String authority(String target) {
        int scheme = target.indexOf(":/");
        if (scheme < 0) {
            return target.startsWith("unix:") ? null : target;
        }
        String name = target.substring(0, scheme);
        if (!name.equals("dns") && !name.equals("directaddress") && !name.equals("xds")) {
            return null;
        }
        // The name is behind the last slash. Before it there may be the host of a name server.
        return target.substring(target.lastIndexOf('/') + 1);
    }
}
