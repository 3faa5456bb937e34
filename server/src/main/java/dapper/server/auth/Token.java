// SPDX-License-Identifier: Apache-2.0
package dapper.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A bearer token: 256 random bits, so a plain hash of it cannot be reversed.
 *
 * @param text the secret
 */
public record Token(String text) {
    private static final String PREFIX = "dapper_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static Token random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Returns the hash in the tokens file, in hexadecimal. */
    public String hash() {
        return HexFormat.of().formatHex(sha256());
    }

    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return PREFIX + "...";
    }
}
