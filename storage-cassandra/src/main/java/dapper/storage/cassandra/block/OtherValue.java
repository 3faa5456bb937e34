// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.AttributesCodec;
import dapper.storage.cassandra.codec.ByteSource;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A list, map, byte array or missing value, as its bytes. It is present, and satisfies no comparison. */
final class OtherValue {
    private final byte[] encoded;

    OtherValue(byte[] encoded) {
        this.encoded = encoded;
    }

    byte[] encoded() {
        return encoded;
    }

    Object value() {
        return AttributesCodec.value(new ByteSource(ByteBuffer.wrap(encoded)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OtherValue that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
