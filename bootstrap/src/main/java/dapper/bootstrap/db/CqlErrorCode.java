// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code db.response.status_code} of Cassandra: the code of the native protocol, as its specification writes it. The
 * drivers have one class of exceptions for each code, and do not give the code.
 */
final class CqlErrorCode {
    private static final String[] PACKAGES = {
        "com.datastax.driver.core.exceptions.", "com.datastax.oss.driver.api.core.servererrors."
    };

    private static final String[] CODES = {
        "ServerError 0x0000",
        "ProtocolError 0x000A",
        "UnavailableException 0x1000",
        "OverloadedException 0x1001",
        "BootstrappingException 0x1002",
        "TruncateException 0x1003",
        "WriteTimeoutException 0x1100",
        "ReadTimeoutException 0x1200",
        "ReadFailureException 0x1300",
        "FunctionFailureException 0x1400",
        "FunctionExecutionException 0x1400",
        "WriteFailureException 0x1500",
        "CDCWriteFailureException 0x1600",
        "CDCWriteException 0x1600",
        "CASWriteUnknownException 0x1700",
        "SyntaxError 0x2000",
        "UnauthorizedException 0x2100",
        "InvalidQueryException 0x2200",
        "InvalidConfigurationInQueryException 0x2300",
        "AlreadyExistsException 0x2400",
        "UnpreparedException 0x2500",
    };

    private static final Map<String, String> BY_CLASS = new HashMap<>();

    static {
        for (String line : CODES) {
            int blank = line.indexOf(' ');
            for (String name : PACKAGES) {
                BY_CLASS.put(name + line.substring(0, blank), line.substring(blank + 1));
            }
        }
    }

    private CqlErrorCode() {}

    /** @return null for an exception that is no answer of Cassandra */
    static @Nullable String of(Class<?> exception) {
        return BY_CLASS.get(exception.getName());
    }
}
