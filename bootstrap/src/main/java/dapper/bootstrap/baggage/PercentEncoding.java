// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.baggage;

import java.nio.charset.StandardCharsets;

/** Percent encoding of UTF-8 (RFC 3986, section 2.1), as used by baggage. A plus stands for itself. */
public final class PercentEncoding {
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Bytes that are not UTF-8 become U+FFFD. A percent sign without two hexadecimal digits stands for itself. */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low < 0) {
                encoded[length++] = encoded[i];
            } else {
                encoded[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return new String(encoded, 0, length, StandardCharsets.UTF_8);
    }

    /** Encodes the percent sign and all that is not allowed in a value of baggage. */
    public static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return encodeAll(text);
            }
        }
        return text;
    }

    private static String encodeAll(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (b & 0xFF))) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(DIGITS.charAt(b >> 4 & 0xF)).append(DIGITS.charAt(b & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return c != '%' && Member.isOctet(c);
    }
}
