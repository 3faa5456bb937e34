// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoded UTF-8 as W3C Baggage uses it. Unlike form encoding, a plus sign is a plus sign. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Null if a percent sign is not followed by two hexadecimal digits. */
    static @Nullable String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            byte b = encoded[i];
            if (b == '%') {
                int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                b = (byte) (high << 4 | low);
                i += 2;
            }
            encoded[length++] = b;
        }
        return new String(encoded, 0, length, StandardCharsets.UTF_8);
    }
}
