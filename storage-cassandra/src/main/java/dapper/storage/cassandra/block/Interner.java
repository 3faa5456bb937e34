// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers different values from 0, in the order in which they come. */
final class Interner<T> {
    private final Map<T, Integer> ids = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int id(T value) {
        Integer known = ids.putIfAbsent(value, values.size());
        if (known != null) {
            return known;
        }
        values.add(value);
        return values.size() - 1;
    }

    T value(int id) {
        return values.get(id);
    }

    int size() {
        return values.size();
    }
}
