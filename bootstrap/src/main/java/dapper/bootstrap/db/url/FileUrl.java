// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import org.jspecify.annotations.Nullable;

/**
 * Parses {@code mem:name}, {@code file:path}, just a path, or {@code tcp://host/name} where the product is also a
 * server.
 */
final class FileUrl {
    private static final String[] PLACES = {"mem:", "memory:", "file:", "nio:", "res:", "directory:", "classpath:"};

    private FileUrl() {}

    /** @param rest the part after the sub-protocol */
    static ConnectionInfo parse(DatabaseSystem system, String rest) {
        boolean embeddable = system.grammar() == UrlGrammar.EMBEDDABLE;
        int slashes = rest.indexOf("//");
        boolean server = slashes == 0 || (slashes > 0 && slashes == rest.indexOf(':') + 1 && !rest.startsWith("file:"));
        if (embeddable && server) {
            return AuthorityUrl.parse(system, rest);
        }
        String path = rest.substring(0, JdbcUrl.firstOf(rest, "?;", 0));
        if (system == DatabaseSystem.ACCESS && path.startsWith("//")) {
            path = path.substring(2);
        }
        return new ConnectionInfo(system, embeddable ? withoutPlace(path) : JdbcUrl.emptyToNull(path), null, -1);
    }

    static @Nullable String withoutPlace(String name) {
        for (String place : PLACES) {
            if (name.regionMatches(true, 0, place, 0, place.length())) {
                return JdbcUrl.emptyToNull(name.substring(place.length()));
            }
        }
        return JdbcUrl.emptyToNull(name);
    }
}
