// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Resources and scopes of a block: few, so tests run once for each. */
record Origins(List<Pair> pairs) {
    /** A resource and a scope; single values as {@link Values#storable} returns them. */
    record Pair(Sender process, Scope scope) {
        static Pair of(Resource resource, InstrumentationScope scope) {
            return new Pair(
                    new Sender(Values.storable(resource.serviceName()), SharedAttributes.of(resource.attributes())),
                    new Scope(
                            Values.storable(scope.name()),
                            Values.storable(scope.version()),
                            SharedAttributes.of(scope.attributes())));
        }
    }

    /** @param service {@link Resource#serviceName} */
    record Sender(Object service, SharedAttributes attributes) {}

    record Scope(Object name, Object version, SharedAttributes attributes) {}

    byte[] encode() {
        Interner<Sender> processes = new Interner<>();
        ByteSink content = new ByteSink();
        for (Pair pair : pairs) {
            int known = processes.size();
            int process = processes.id(pair.process());
            content.varint(process);
            if (process == known) {
                Values.append(pair.process().service(), content);
                pair.process().attributes().write(content);
            }
            Values.append(pair.scope().name(), content);
            Values.append(pair.scope().version(), content);
            pair.scope().attributes().write(content);
        }
        return content.toBytes();
    }

    static Origins decode(byte[] bytes, int size) {
        ByteSource source = new ByteSource(ByteBuffer.wrap(bytes));
        List<Sender> processes = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long process = source.varint();
            if (process == processes.size()) {
                processes.add(new Sender(Values.next(source), SharedAttributes.read(source)));
            }
            if (process < 0 || process >= processes.size()) {
                throw new CorruptDataException("resource " + process + " of " + processes.size());
            }
            Scope scope = new Scope(Values.next(source), Values.next(source), SharedAttributes.read(source));
            pairs.add(new Pair(processes.get((int) process), scope));
        }
        return new Origins(List.copyOf(pairs));
    }

    /** Returns which codes of rows satisfy a test: 1 or 0 for each; code 0 is not used. */
    byte[] matching(java.util.function.Predicate<Pair> test) {
        byte[] matching = new byte[pairs.size() + 1];
        for (int i = 0; i < pairs.size(); i++) {
            matching[i + 1] = (byte) (test.test(pairs.get(i)) ? 1 : 0);
        }
        return matching;
    }

    long memory() {
        long memory = 0;
        for (Pair pair : pairs) {
            memory += pair.process().attributes().memory()
                    + pair.scope().attributes().memory();
        }
        return memory;
    }
}
