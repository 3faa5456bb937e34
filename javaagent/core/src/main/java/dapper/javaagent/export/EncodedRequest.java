// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.io.IOException;
import java.io.OutputStream;

/** A request that was encoded earlier. Immutable. */
public final class EncodedRequest implements OtlpRequest {
    private final byte[] bytes;

    /** @param bytes must not change */
    public EncodedRequest(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out, int offset) throws IOException {
        out.write(bytes, offset, bytes.length - offset);
    }

    @Override
    public void copyTo(byte[] target, int at, int offset, int length) {
        System.arraycopy(bytes, offset, target, at, length);
    }

    @Override
    public int byteAt(int offset) {
        return bytes[offset] & 0xFF;
    }
}
