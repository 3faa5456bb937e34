// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The class names that are targets, from the index that the build made. Immutable once read; safe for all threads. */
public final class InstrumentationIndex {
    public static final String RESOURCE = "META-INF/dapper/instrumentations.index";

    private final Map<String, IndexedInstrumentation> instrumentations = new HashMap<>();
    private final List<String> disabled = new ArrayList<>(0);
    private final Map<String, Target[]> exact = new HashMap<>();
    private final Map<String, Target[]> below = new HashMap<>();
    private final Set<String> needed = new HashSet<>();

    /** Includes only enabled instrumentations. Closes the stream. */
    public static InstrumentationIndex read(InputStream stream, EnabledInstrumentations enabled) throws IOException {
        InstrumentationIndex index = new InstrumentationIndex();
        IndexedInstrumentation current = null;
        for (String[] line : Lines.read(stream)) {
            if (line[0].equals("instrumentation")) {
                current = enabled.isEnabled(line[2]) ? new IndexedInstrumentation(line[1], line[2]) : null;
                if (current != null) {
                    index.instrumentations.put(line[1], current);
                } else {
                    index.disabled.add(line[2]);
                }
            } else if (current != null && line[0].equals("needs")) {
                index.needed.add(line[1]);
            } else if (current != null) {
                Map<String, Target[]> targets = line[0].equals("exact") ? index.exact : index.below;
                Target[] target = {new Target(current, Integer.parseInt(line[1]))};
                Target[] others = targets.get(line[2]);
                targets.put(line[2], others == null ? target : Target.union(others, target));
            }
        }
        return index;
    }

    /** Targets that name exactly this class. */
    public Target[] exact(String internalName) {
        Target[] targets = exact.get(internalName);
        return targets == null ? Target.NONE : targets;
    }

    /** Targets that match every subtype of this type, and the type itself if it is a class. */
    Target[] below(String internalName) {
        Target[] targets = below.get(internalName);
        return targets == null ? Target.NONE : targets;
    }

    /** Returns whether weaving another class may need the class file of this library type. */
    public boolean isNeeded(String internalName) {
        return needed.contains(internalName);
    }

    public boolean hasHierarchies() {
        return !below.isEmpty();
    }

    public Set<String> exactNames() {
        return exact.keySet();
    }

    public Collection<IndexedInstrumentation> instrumentations() {
        return instrumentations.values();
    }

    /** Names of instrumentations that the configuration disables. */
    public List<String> disabled() {
        return disabled;
    }
}
