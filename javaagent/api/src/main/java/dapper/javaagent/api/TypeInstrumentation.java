// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Types of a library, by name, with the advice for their methods. */
public final class TypeInstrumentation {
    private final List<String> typeNames;
    private final boolean subtypes;
    private final List<MethodAdvice> advice = new ArrayList<>();

    private TypeInstrumentation(String[] typeNames, boolean subtypes) {
        this.typeNames = Collections.unmodifiableList(Arrays.asList(typeNames));
        this.subtypes = subtypes;
    }

    /** Exactly these types, unless they are interfaces. Costs nothing for any other class; prefer it. */
    public static TypeInstrumentation named(String... typeNames) {
        return new TypeInstrumentation(typeNames, false);
    }

    /** Classes, not interfaces, that are one of these types or extend or implement one, directly or indirectly. */
    public static TypeInstrumentation subtypesOf(String... typeNames) {
        return new TypeInstrumentation(typeNames, true);
    }

    /**
     * Weaves an advice into the matching methods that the type itself declares; abstract and native methods never
     * match.
     *
     * @param adviceClass its full name; the class is not loaded
     */
    public TypeInstrumentation advice(ElementMatcher<? super MethodDescription> methods, String adviceClass) {
        advice.add(new MethodAdvice(methods, adviceClass));
        return this;
    }

    public List<String> typeNames() {
        return typeNames;
    }

    /** Returns whether subtypes of the named types are included. */
    public boolean subtypes() {
        return subtypes;
    }

    public List<MethodAdvice> advice() {
        return Collections.unmodifiableList(advice);
    }

    /** An advice class and the methods it is woven into. */
    public static final class MethodAdvice {
        private final ElementMatcher<? super MethodDescription> methods;
        private final String adviceClass;

        MethodAdvice(ElementMatcher<? super MethodDescription> methods, String adviceClass) {
            this.methods = methods;
            this.adviceClass = adviceClass;
        }

        public ElementMatcher<? super MethodDescription> methods() {
            return methods;
        }

        public String adviceClass() {
            return adviceClass;
        }
    }
}
