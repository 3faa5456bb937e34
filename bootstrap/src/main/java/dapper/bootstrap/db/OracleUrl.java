// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import org.jspecify.annotations.Nullable;

/** {@code thin:user/password@} before a host with a SID or a service, a connect descriptor, or an alias. */
final class OracleUrl {
    private OracleUrl() {}

    /** @param rest what follows {@code jdbc:oracle:} */
    static ConnectionInfo parse(String rest) {
        // A password may hold an @ in quotes; no host ever does.
        String address = rest.substring(rest.lastIndexOf('@') + 1);
        if (address.indexOf('(') >= 0) {
            return descriptor(address);
        }
        int scheme = address.indexOf("//");
        if (scheme >= 0) {
            address = address.substring(scheme + 2);
        }
        address = address.substring(0, JdbcUrl.firstOf(address, "?", 0));
        int slash = address.indexOf('/');
        if (slash >= 0) {
            return at(address.substring(0, slash), beforeColon(address.substring(slash + 1)));
        }
        int sid = sidColon(address);
        if (sid >= 0) {
            return at(address.substring(0, sid), address.substring(sid + 1));
        }
        return scheme >= 0 || address.indexOf(':') >= 0
                ? at(address, null)
                : new ConnectionInfo(DatabaseSystem.ORACLE, JdbcUrl.emptyToNull(address), null, -1);
    }

    /** {@code host:port:sid}: the colon before the SID, or -1. */
    private static int sidColon(String address) {
        int afterHost = address.indexOf(':', Math.max(0, address.indexOf(']')));
        return afterHost < 0 ? -1 : address.indexOf(':', afterHost + 1);
    }

    private static ConnectionInfo descriptor(String address) {
        String namespace = HostPort.valueOf(address, "service_name");
        if (namespace == null) {
            namespace = HostPort.valueOf(address, "sid");
        }
        return at(address, namespace);
    }

    private static ConnectionInfo at(String authority, @Nullable String namespace) {
        return new ConnectionInfo(
                DatabaseSystem.ORACLE,
                JdbcUrl.emptyToNull(namespace),
                HostPort.host(authority),
                HostPort.port(authority));
    }

    /** {@code service:dedicated/instance}. */
    private static String beforeColon(String service) {
        return service.substring(0, JdbcUrl.firstOf(service, ":/", 0));
    }
}
