// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.cassandra.codec.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Resources and scopes of a block: few, so they are kept as they are, and tests run once for each. */
record Origins(List<Pair> pairs) {
    record Pair(Resource resource, InstrumentationScope scope) {}

    byte[] encode() {
        Interner<Resource> resources = new Interner<>();
        ByteSink content = new ByteSink();
        for (Pair pair : pairs) {
            int known = resources.size();
            int resource = resources.id(pair.resource());
            content.varint(resource);
            if (resource == known) {
                content.bytes(Origin.encode(pair.resource()));
            }
            content.bytes(Origin.encode(pair.scope()));
        }
        return content.toBytes();
    }

    static Origins decode(byte[] bytes, int size) {
        ByteSource source = new ByteSource(ByteBuffer.wrap(bytes));
        List<Resource> resources = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long resource = source.varint();
            if (resource == resources.size()) {
                resources.add(read(source, Resource.class));
            }
            if (resource < 0 || resource >= resources.size()) {
                throw new CorruptDataException("resource " + resource + " of " + resources.size());
            }
            pairs.add(new Pair(resources.get((int) resource), read(source, InstrumentationScope.class)));
        }
        return new Origins(List.copyOf(pairs));
    }

    private static <T> T read(ByteSource source, Class<T> type) {
        Object origin = Origin.decode(ByteBuffer.wrap(source.bytes()));
        if (!type.isInstance(origin)) {
            throw new CorruptDataException("an origin is not a " + type.getSimpleName());
        }
        return type.cast(origin);
    }

    /** Which codes of rows satisfy a test: 1 or 0 for each; code 0 is not used. */
    byte[] matching(java.util.function.Predicate<Pair> test) {
        byte[] matching = new byte[pairs.size() + 1];
        for (int i = 0; i < pairs.size(); i++) {
            matching[i + 1] = (byte) (test.test(pairs.get(i)) ? 1 : 0);
        }
        return matching;
    }
}
