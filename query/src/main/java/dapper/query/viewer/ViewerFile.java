// SPDX-License-Identifier: Apache-2.0
package dapper.query.viewer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** One file ready to be sent, plain and compressed, with a tag that changes with its content. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and the arrays never leave the package.
record ViewerFile(String mediaType, byte[] content, byte[] gzip, String etag) {

    static ViewerFile of(String mediaType, byte[] content) {
        return new ViewerFile(
                mediaType, content, gzip(content), "\"" + HexFormat.of().formatHex(sha256(content), 0, 16) + "\"");
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
