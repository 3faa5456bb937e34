// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import java.nio.ByteBuffer;

/**
 * Where spans come from, a {@link Resource} or an {@link InstrumentationScope}, as bytes that are stored once for all
 * spans that share it.
 */
final class Origin {
    private static final int RESOURCE = 1;
    private static final int SCOPE = 2;

    private Origin() {}

    static byte[] encode(Resource resource) {
        ByteSink sink = new ByteSink();
        sink.int8(RESOURCE);
        AttributesCodec.write(resource.attributes(), sink);
        sink.varint(Integer.toUnsignedLong(resource.droppedAttributes()));
        sink.text(resource.schemaUrl());
        return sink.toBytes();
    }

    static byte[] encode(InstrumentationScope scope) {
        ByteSink sink = new ByteSink();
        sink.int8(SCOPE);
        sink.text(scope.name());
        sink.text(scope.version());
        AttributesCodec.write(scope.attributes(), sink);
        sink.text(scope.schemaUrl());
        return sink.toBytes();
    }

    /** A {@link Resource} or an {@link InstrumentationScope}. */
    static Object decode(ByteBuffer bytes) {
        ByteSource source = new ByteSource(bytes);
        int type = source.int8();
        return switch (type) {
            case RESOURCE -> new Resource(AttributesCodec.read(source), (int) source.varint(), source.text());
            case SCOPE ->
                new InstrumentationScope(source.text(), source.text(), AttributesCodec.read(source), source.text());
            default -> throw new CorruptDataException("an origin has the unknown type " + type);
        };
    }
}
