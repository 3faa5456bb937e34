// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import org.jspecify.annotations.Nullable;

/** {@code db.response.status_code}: the most specific code of a known product, otherwise both. */
final class StatusCode {
    private StatusCode() {}

    /** @return null if the exception carries no code */
    static @Nullable String of(@Nullable Object systemName, @Nullable String sqlState, int vendorCode) {
        String state = sqlState == null || sqlState.isEmpty() ? null : sqlState;
        if ("postgresql".equals(systemName) && state != null) {
            return state;
        }
        if (vendorCode == 0) {
            return state;
        }
        if ("oracle.db".equals(systemName) && vendorCode > 0) {
            String digits = String.valueOf(vendorCode);
            return "ORA-" + "00000".substring(Math.min(5, digits.length())) + digits;
        }
        return state == null || isVendorSpecific(systemName) ? String.valueOf(vendorCode) : state + "/" + vendorCode;
    }

    private static boolean isVendorSpecific(@Nullable Object systemName) {
        return "mysql".equals(systemName)
                || "mariadb".equals(systemName)
                || "microsoft.sql_server".equals(systemName)
                || "ibm.db2".equals(systemName)
                || "sqlite".equals(systemName);
    }
}
