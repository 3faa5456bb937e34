// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import org.jspecify.annotations.Nullable;

/** {@code [mode:]key=value;key=value}: host and port are among the values, or in a separate URL. */
final class KeyedUrl {
    private static final String HOST_KEYS = "url,drillbit,direct,zk";

    private KeyedUrl() {}

    /** @param rest the part after the sub-protocol */
    static ConnectionInfo parse(DatabaseSystem system, String rest) {
        String pairs = rest.substring(JdbcUrl.firstOf(rest, ":=;", 0));
        UrlParameters parameters = new UrlParameters(pairs.startsWith(":") ? pairs : ';' + rest, ';');
        String authority = authority(parameters.value(HOST_KEYS));
        if (authority.equals("local")) { // zk=local: the database runs in this process
            authority = "";
        }
        return new ConnectionInfo(
                system, parameters.value(system.namespaceKeys()), HostPort.host(authority), HostPort.port(authority));
    }

    private static String authority(@Nullable String url) {
        if (url == null) {
            return "";
        }
        int scheme = url.indexOf("://");
        String authority = url.substring(Math.max(scheme < 0 ? 0 : scheme + 3, url.lastIndexOf('@') + 1));
        return authority.substring(0, JdbcUrl.firstOf(authority, "/?", 0));
    }
}
