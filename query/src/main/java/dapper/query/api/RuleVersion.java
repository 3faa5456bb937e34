// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.alerts.StoredRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The version of a rule of the API: two that differ in their text or their time have different ones. */
final class RuleVersion {
    private static final int DIGITS = 16;

    private RuleVersion() {}

    static String of(StoredRule rule) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((rule.unixNanos() + " " + rule.text()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
