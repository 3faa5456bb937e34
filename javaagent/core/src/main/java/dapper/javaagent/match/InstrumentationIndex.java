// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import dapper.javaagent.api.MethodRule;
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
    private final List<AnnotationTarget> annotated = new ArrayList<>(0);
    private final List<PrefixTarget> prefixes = new ArrayList<>(0);
    private final Set<String> needed = new HashSet<>();

    /** Includes only enabled instrumentations. Closes the stream. */
    public static InstrumentationIndex read(InputStream stream, Selection selection) throws IOException {
        InstrumentationIndex index = new InstrumentationIndex();
        IndexedInstrumentation current = null;
        for (String[] line : Lines.read(stream)) {
            if (line[0].equals("instrumentation")) {
                current = selection.isEnabled(line[2])
                        ? new IndexedInstrumentation(line[1], line[2], selection.methods())
                        : null;
                if (!selection.isWanted(line[2])) {
                    current = null;
                } else if (current != null) {
                    index.instrumentations.put(line[1], current);
                } else {
                    index.disabled.add(line[2]);
                }
            } else if (current != null && line[0].equals("needs")) {
                index.needed.add(line[1]);
            } else if (current != null && line[0].equals("configured")) {
                index.addConfigured(current, selection.methods().included());
            } else if (current != null) {
                index.add(line[0], line[2], new Target(current, Integer.parseInt(line[1])));
            }
        }
        return index;
    }

    private void add(String relation, String name, Target target) {
        if (relation.equals("annotated")) {
            annotated.add(new AnnotationTarget(name, target));
        } else {
            add(relation.equals("exact") ? exact : below, name, target);
        }
    }

    private static void add(Map<String, Target[]> targets, String name, Target target) {
        Target[] one = {target};
        Target[] others = targets.get(name);
        targets.put(name, others == null ? one : Target.union(others, one));
    }

    /** The type of a rule has the position of the rule. */
    private void addConfigured(IndexedInstrumentation instrumentation, List<MethodRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            MethodRule rule = rules.get(i);
            String name = rule.typeName().replace('.', '/');
            Target target = new Target(instrumentation, i);
            if (rule.isPrefix()) {
                prefixes.add(new PrefixTarget(name, target));
            } else {
                add(exact, name, target);
                if (!rule.methods().isEmpty()) {
                    add(below, name, target);
                }
            }
        }
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

    /** Targets that match a class by the annotations of its methods. */
    public Target[] annotated(ClassOutline type) {
        Target[] targets = Target.NONE;
        for (AnnotationTarget each : annotated) {
            if (each.matches(type)) {
                targets = Target.union(targets, new Target[] {each.target});
            }
        }
        return targets;
    }

    /** Targets that match classes by the beginning of their names. */
    public Target[] beginning(String internalName) {
        Target[] targets = Target.NONE;
        for (PrefixTarget each : prefixes) {
            if (internalName.startsWith(each.prefix)) {
                targets = Target.union(targets, new Target[] {each.target});
            }
        }
        return targets;
    }

    /** Returns whether weaving another class may need the class file of this library type. */
    public boolean isNeeded(String internalName) {
        return needed.contains(internalName);
    }

    /** Returns whether classes match by more than their names. */
    public boolean hasHierarchies() {
        return !below.isEmpty() || !annotated.isEmpty() || !prefixes.isEmpty();
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
