// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.io.IOException;
import java.io.OutputStream;

/** A finished request as bytes, which stay in place until the next one is begun. */
public interface OtlpRequest {
    int length();

    /** Writes everything from that offset on. */
    void writeTo(OutputStream out, int offset) throws IOException;

    void copyTo(byte[] target, int at, int offset, int length);

    int byteAt(int offset);
}
