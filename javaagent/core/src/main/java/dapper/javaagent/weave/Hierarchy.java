// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Answers what a class is below of. Called for every class that is loaded, on the threads that load.
 *
 * <p>The super types of a class that is being defined are what the JVM loads next: on this thread, through the same
 * loader, with the same locks held, interfaces before the super class. This asks for them in that order just before the
 * JVM does, which reads every class file once; reading them as resources would read them twice, and cost a Spring Boot
 * application in one jar 1 to 2 ms each. What a class is not below of is remembered, and types of the JDK are never looked
 * at, since the index names all of them that count.
 */
final class Hierarchy {
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

    /** What a class that is being defined matches; nothing for an interface, although its subtypes may. */
    Target[] match(ClassLoader loader, String internalName, byte[] classFile) {
        ClassOutline outline = new ClassOutline(classFile);
        Target[] targets = index.below(internalName);
        for (String superInterface : outline.interfaces()) {
            targets = Target.union(targets, atOrAbove(loader, superInterface));
        }
        String superName = outline.superName();
        if (superName != null) {
            targets = Target.union(targets, atOrAbove(loader, superName));
        }
        if (!outline.isFinal()) {
            remember(loader, internalName, targets);
        }
        return outline.isInterface() ? Target.NONE : targets;
    }

    /** As the other, for a class that is loaded already. */
    Target[] match(Class<?> loaded) {
        Target[] targets = atOrAbove(loaded);
        return loaded.isInterface() ? Target.NONE : targets;
    }

    private Target[] atOrAbove(ClassLoader loader, String internalName) {
        if (isJdk(internalName)) {
            return index.below(internalName);
        }
        if (IgnoredClasses.isBelowNothing(internalName) || noMatches.contains(loader, internalName)) {
            return Target.NONE;
        }
        Target[] targets;
        try {
            targets = atOrAbove(Class.forName(internalName.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            // The JVM will not find it either, and tells the application.
            return Target.NONE;
        }
        remember(loader, internalName, targets);
        return targets;
    }

    private Target[] atOrAbove(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        String internalName = type.getName().replace('.', '/');
        if (loader == null || isJdk(internalName)) {
            return index.below(internalName);
        }
        if (noMatches.contains(loader, internalName)) {
            return Target.NONE;
        }
        ConcurrentMap<String, Target[]> known = matches.find(loader);
        Target[] targets = known == null ? null : known.get(internalName);
        if (targets == null) {
            targets = index.below(internalName);
            for (Class<?> superInterface : type.getInterfaces()) {
                targets = Target.union(targets, atOrAbove(superInterface));
            }
            Class<?> superClass = type.getSuperclass();
            if (superClass != null) {
                targets = Target.union(targets, atOrAbove(superClass));
            }
            remember(loader, internalName, targets);
        }
        return targets;
    }

    private void remember(ClassLoader loader, String internalName, Target[] targets) {
        if (targets.length == 0) {
            noMatches.add(loader, internalName);
        } else {
            matches.get(loader).put(internalName, targets);
        }
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
