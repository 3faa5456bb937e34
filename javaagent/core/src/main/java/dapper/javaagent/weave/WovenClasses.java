// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.match.IndexedInstrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The classes that an instrumentation is woven into, so that it can be removed again. */
final class WovenClasses {
    private final ConcurrentMap<String, List<ClassName>> byInstrumentation = new ConcurrentHashMap<>();

    void add(IndexedInstrumentation instrumentation, ClassName name) {
        List<ClassName> names = byInstrumentation.get(instrumentation.name());
        if (names == null) {
            names = new ArrayList<>();
            List<ClassName> first = byInstrumentation.putIfAbsent(instrumentation.name(), names);
            names = first == null ? names : first;
        }
        synchronized (names) {
            names.add(name);
            removeStale(names);
        }
    }

    /** Loaders come and go with every redeployment; a check only when the list has doubled keeps this cheap. */
    private static void removeStale(List<ClassName> names) {
        int size = names.size();
        if (size >= 64 && Integer.bitCount(size) == 1) {
            for (int i = size - 1; i >= 0; i--) {
                if (names.get(i).isStale()) {
                    names.remove(i);
                }
            }
        }
    }

    List<ClassName> of(String instrumentation) {
        List<ClassName> names = byInstrumentation.get(instrumentation);
        if (names == null) {
            return new ArrayList<>();
        }
        synchronized (names) {
            return new ArrayList<>(names);
        }
    }

    /** The number of classes that each instrumentation is woven into. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<String, List<ClassName>> each : byInstrumentation.entrySet()) {
            synchronized (each.getValue()) {
                counts.put(each.getKey(), each.getValue().size());
            }
        }
        return counts;
    }
}
