// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.url;

import org.jspecify.annotations.Nullable;

/** {@code thin:user/password@} before a host with a SID or a service, a connect descriptor, or an alias. */
final class OracleUrl {
    private OracleUrl() {}

    /** @param rest the part after {@code jdbc:oracle:} */
    static ConnectionInfo parse(DatabaseSystem system, String rest) {
        int at = atSign(rest);
        if (at < 0) {
            return JdbcUrl.nowhere(system);
        }
        String address = rest.substring(at + 1);
        if (address.indexOf('(') >= 0) {
            return descriptor(system, address);
        }
        int scheme = address.indexOf("//");
        if (scheme >= 0) {
            address = address.substring(scheme + 2);
        }
        address = address.substring(0, JdbcUrl.firstOf(address, "?", 0));
        int slash = address.indexOf('/');
        if (slash >= 0) {
            return at(system, address.substring(0, slash), beforeColon(address.substring(slash + 1)));
        }
        int sid = sidColon(address);
        if (sid >= 0) {
            return at(system, address.substring(0, sid), address.substring(sid + 1));
        }
        return scheme >= 0 || address.indexOf(':') >= 0
                ? at(system, address, null)
                : new ConnectionInfo(system, JdbcUrl.emptyToNull(address), null, -1);
    }

    /** The @ before the address, or -1: a password may contain one in quotes, and a parameter too. */
    private static int atSign(String rest) {
        int descriptor = rest.indexOf("@(");
        if (descriptor >= 0) {
            return descriptor;
        }
        int at = -1;
        boolean quoted = false;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            quoted ^= c == '"';
            if (c == '?' && !quoted) {
                return at;
            }
            at = c == '@' && !quoted ? i : at;
        }
        return quoted ? -1 : at;
    }

    /** {@code host:port:sid}: the colon before the SID, or -1. */
    private static int sidColon(String address) {
        int afterHost = address.indexOf(':', Math.max(0, address.indexOf(']')));
        return afterHost < 0 ? -1 : address.indexOf(':', afterHost + 1);
    }

    private static ConnectionInfo descriptor(DatabaseSystem system, String address) {
        String namespace = HostPort.valueOf(address, "service_name");
        if (namespace == null) {
            namespace = HostPort.valueOf(address, "sid");
        }
        return at(system, address, namespace);
    }

    private static ConnectionInfo at(DatabaseSystem system, String authority, @Nullable String namespace) {
        int port = HostPort.port(authority);
        if (port < 0) {
            // Hosts without a port have that of the next one that has: a,b:1521.
            port = ColonUrl.portOfAll(authority);
        }
        return new ConnectionInfo(system, JdbcUrl.emptyToNull(namespace), HostPort.host(authority), port);
    }

    /** {@code service:dedicated/instance}, or in a directory {@code service,cn=context}. */
    private static String beforeColon(String service) {
        return service.substring(0, JdbcUrl.firstOf(service, ":/,", 0));
    }
}
