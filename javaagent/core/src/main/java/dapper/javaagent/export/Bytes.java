// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads streams to their end, so that connections can be reused, and keeps a bounded part. */
public final class Bytes {
    private Bytes() {}

    public static byte[] readAll(InputStream in, int kept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1_024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes.write(buffer, 0, Math.min(read, kept - bytes.size()));
        }
        return bytes.toByteArray();
    }
}
