// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Span;
import java.nio.ByteBuffer;

/** A span on its way into the store, with its cell and the hash of its resource. */
public record EncodedSpan(Span span, ContentHash resource, ByteBuffer cell) {
    public int size() {
        return cell.remaining();
    }
}
