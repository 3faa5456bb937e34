// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 128 bits of SHA-256: the name under which equal content is stored once. */
public record ContentHash(long high, long low) {
    static final int BYTES = 16;

    public static ContentHash of(byte[] content) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
            return new ContentHash(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public static ContentHash from(ByteBuffer bytes) {
        return new ContentHash(bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + 8));
    }

    public ByteBuffer toBuffer() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).flip();
    }
}
