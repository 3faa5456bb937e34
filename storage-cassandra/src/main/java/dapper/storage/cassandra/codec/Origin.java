// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Attributes;
import dapper.storage.EntityRef;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The origin of spans, a {@link Resource} or an {@link InstrumentationScope}, as bytes that are stored once for all
 * spans that share it.
 */
public final class Origin {
    private static final int RESOURCE = 1;
    private static final int SCOPE = 2;

    /**
     * A resource with entities, which few have. Resources without them keep their older encoding, and so their hash.
     */
    private static final int RESOURCE_OF_ENTITIES = 3;

    private static final int SCOPE_WITH_DROPPED = 4;

    private Origin() {}

    public static byte[] encode(Resource resource) {
        ByteSink sink = new ByteSink();
        sink.int8(resource.entityRefs().isEmpty() ? RESOURCE : RESOURCE_OF_ENTITIES);
        AttributesCodec.write(resource.attributes(), sink);
        sink.varint(Integer.toUnsignedLong(resource.droppedAttributes()));
        sink.text(resource.schemaUrl());
        if (!resource.entityRefs().isEmpty()) {
            sink.varint(resource.entityRefs().size());
            resource.entityRefs().forEach(entity -> write(entity, sink));
        }
        return sink.toBytes();
    }

    private static void write(EntityRef entity, ByteSink sink) {
        sink.text(entity.schemaUrl());
        sink.text(entity.type());
        write(entity.idKeys(), sink);
        write(entity.descriptionKeys(), sink);
    }

    private static void write(List<String> keys, ByteSink sink) {
        sink.varint(keys.size());
        keys.forEach(sink::text);
    }

    public static byte[] encode(InstrumentationScope scope) {
        ByteSink sink = new ByteSink();
        sink.int8(scope.droppedAttributes() == 0 ? SCOPE : SCOPE_WITH_DROPPED);
        sink.text(scope.name());
        sink.text(scope.version());
        AttributesCodec.write(scope.attributes(), sink);
        sink.text(scope.schemaUrl());
        if (scope.droppedAttributes() != 0) {
            sink.varint(Integer.toUnsignedLong(scope.droppedAttributes()));
        }
        return sink.toBytes();
    }

    /** Returns a {@link Resource} or an {@link InstrumentationScope}. */
    public static Object decode(ByteBuffer bytes) {
        ByteSource source = new ByteSource(bytes);
        int type = source.int8();
        return switch (type) {
            case RESOURCE, RESOURCE_OF_ENTITIES ->
                new Resource(
                        AttributesCodec.read(source),
                        (int) source.varint(),
                        source.text(),
                        type == RESOURCE ? List.of() : entities(source));
            case SCOPE, SCOPE_WITH_DROPPED -> scope(source, type == SCOPE_WITH_DROPPED);
            default -> throw new CorruptDataException("an origin has the unknown type " + type);
        };
    }

    private static InstrumentationScope scope(ByteSource source, boolean withDropped) {
        String name = source.text();
        String version = source.text();
        Attributes attributes = AttributesCodec.read(source);
        String schemaUrl = source.text();
        int dropped = withDropped ? (int) source.varint() : 0;
        return new InstrumentationScope(name, version, attributes, dropped, schemaUrl);
    }

    private static List<EntityRef> entities(ByteSource source) {
        int size = source.count();
        List<EntityRef> entities = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entities.add(new EntityRef(source.text(), source.text(), keys(source), keys(source)));
        }
        return List.copyOf(entities);
    }

    private static List<String> keys(ByteSource source) {
        int size = source.count();
        List<String> keys = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            keys.add(source.text());
        }
        return List.copyOf(keys);
    }
}
