// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a class is below of, from class files. Called for every class that is loaded, on the threads that load, so
 * it loads nothing and holds no lock.
 *
 * <p>A super type is defined after the class that names it, so its class file has to be read through the loader's
 * resources, once: what is not below anything of interest, nearly everything, goes to the {@link NoMatchCache}. Types of
 * the JDK are never read, since the index names all of them that count.
 */
final class Hierarchy {
    /** Deeper than any real hierarchy; ends the walk through malicious class files that extend each other. */
    private static final int MAX_DEPTH = 64;

    private static final String[] JDK_PREFIXES = {
        "java/",
        "javax/sql/",
        "javax/net/",
        "javax/crypto/",
        "javax/security/auth/",
        "javax/security/cert/",
        "javax/security/sasl/",
        "javax/management/",
        "javax/naming/",
        "javax/swing/",
        "javax/xml/parsers/",
        "javax/xml/transform/",
        "javax/xml/validation/",
        "javax/xml/stream/",
        "javax/xml/xpath/",
        "javax/xml/namespace/",
        "javax/script/",
        "javax/tools/",
        "javax/lang/model/",
        "javax/annotation/processing/",
        "javax/imageio/",
        "javax/print/",
        "javax/sound/",
        "sun/",
        "jdk/",
        "org/w3c/dom/",
        "org/xml/sax/"
    };

    private final InstrumentationIndex index;
    private final AtomicLong reads = new AtomicLong();
    private final NoMatchCache noMatches = new NoMatchCache();
    private final WeakLoaderMap<ConcurrentMap<String, Target[]>> matches =
            new WeakLoaderMap<ConcurrentMap<String, Target[]>>() {
                @Override
                ConcurrentMap<String, Target[]> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    Hierarchy(InstrumentationIndex index) {
        this.index = index;
    }

    /** What the class itself matches; nothing for an interface, although its subtypes may. */
    Target[] match(@Nullable ClassLoader loader, String internalName, byte[] classFile) {
        ClassOutline outline = new ClassOutline(classFile);
        Target[] targets = Target.union(index.below(internalName), above(loader, outline, 0));
        if (!outline.isFinal()) {
            remember(loader, internalName, targets);
        }
        return outline.isInterface() ? Target.NONE : targets;
    }

    private Target[] above(@Nullable ClassLoader loader, ClassOutline outline, int depth) {
        String superName = outline.superName();
        Target[] targets = superName == null ? Target.NONE : atOrAbove(loader, superName, depth);
        for (String superInterface : outline.interfaces()) {
            targets = Target.union(targets, atOrAbove(loader, superInterface, depth));
        }
        return targets;
    }

    private Target[] atOrAbove(@Nullable ClassLoader loader, String internalName, int depth) {
        if (isJdk(internalName)) {
            return index.below(internalName);
        }
        if (depth == MAX_DEPTH || noMatches.contains(loader, internalName)) {
            return Target.NONE;
        }
        Target[] known = knownMatch(loader, internalName);
        if (known != null) {
            return known;
        }
        reads.incrementAndGet();
        byte[] classFile = ClassBytes.find(loader, internalName);
        Target[] targets = classFile == null
                ? Target.union(index.below(internalName), ofParents(loader, internalName))
                : Target.union(index.below(internalName), above(loader, new ClassOutline(classFile), depth + 1));
        remember(loader, internalName, targets);
        return targets;
    }

    private Target @Nullable [] knownMatch(@Nullable ClassLoader loader, String internalName) {
        ConcurrentMap<String, Target[]> ofLoader = matches.find(loader);
        return ofLoader == null ? null : ofLoader.get(internalName);
    }

    /**
     * A class that was made at run time cannot be read, but its own loading was seen. Parents are asked for nothing else:
     * a loader that prefers its own classes may have the same name with other super types.
     */
    private Target[] ofParents(@Nullable ClassLoader loader, String internalName) {
        for (ClassLoader each = loader == null ? null : loader.getParent(); each != null; each = each.getParent()) {
            Target[] targets = knownMatch(each, internalName);
            if (targets != null) {
                return targets;
            }
        }
        return Target.NONE;
    }

    private void remember(@Nullable ClassLoader loader, String internalName, Target[] targets) {
        if (targets.length == 0) {
            noMatches.add(loader, internalName);
        } else {
            // What could not be read before counted as no match.
            noMatches.remove(loader, internalName);
            matches.get(loader).put(internalName, targets);
        }
    }

    /** How often a loader was asked for the class file of a super type, found or not. Any thread. */
    long reads() {
        return reads.get();
    }

    private static boolean isJdk(String internalName) {
        for (String prefix : JDK_PREFIXES) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
