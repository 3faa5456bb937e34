// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Types of a library, by name, with the advice for their methods. */
public final class TypeInstrumentation {
    private final Relation relation;
    private final List<String> typeNames;
    private final List<MethodAdvice> advice = new ArrayList<>();
    private @Nullable String companion;

    private TypeInstrumentation(Relation relation, String... typeNames) {
        this.relation = relation;
        this.typeNames = Collections.unmodifiableList(Arrays.asList(typeNames));
    }

    /** Exactly these types, unless they are interfaces. Costs nothing for any other class; prefer it. */
    public static TypeInstrumentation named(String... typeNames) {
        return new TypeInstrumentation(Relation.EXACT, typeNames);
    }

    /** Classes, not interfaces, that are one of these types or extend or implement one, directly or indirectly. */
    public static TypeInstrumentation subtypesOf(String... typeNames) {
        return new TypeInstrumentation(Relation.BELOW, typeNames);
    }

    /**
     * Classes, not interfaces, that have one of these annotations on a method. The methods of the advice must ask for
     * it again. Classes that were loaded before the agent are left out.
     */
    public static TypeInstrumentation annotatedWith(String... annotationNames) {
        return new TypeInstrumentation(Relation.ANNOTATED, annotationNames);
    }

    /** Classes that the operator names in a {@link MethodRule}: see {@link Instrumentation#types(MethodRules)}. */
    public static TypeInstrumentation configured() {
        return new TypeInstrumentation(Relation.CONFIGURED, "*");
    }

    /**
     * Weaves an advice into the matching methods that the type itself declares; abstract and native methods never
     * match.
     *
     * @param adviceClass its full name; the class is not loaded
     */
    public TypeInstrumentation advice(ElementMatcher<? super MethodDescription> methods, String adviceClass) {
        advice.add(new MethodAdvice(methods, adviceClass, null));
        return this;
    }

    /**
     * As {@link #advice}, for advice that starts and ends a call of a traced method. A method that several of them
     * match gets the first.
     *
     * @param numbers of the methods
     */
    public TypeInstrumentation tracing(
            ElementMatcher<? super MethodDescription> methods, String adviceClass, MethodNumbers numbers) {
        advice.add(new MethodAdvice(methods, adviceClass, numbers));
        return this;
    }

    public Relation relation() {
        return relation;
    }

    /**
     * Weaves nothing in a library that lacks this type, without a message: such a version has another instrumentation.
     */
    public TypeInstrumentation onlyWith(String typeName) {
        companion = typeName;
        return this;
    }

    /** The type of {@link #onlyWith}, or null. */
    public @Nullable String companion() {
        return companion;
    }

    public List<String> typeNames() {
        return typeNames;
    }

    public List<MethodAdvice> advice() {
        return Collections.unmodifiableList(advice);
    }

    /** The relation between the names and the types. */
    public enum Relation {
        /** The types themselves. */
        EXACT,
        /** The types, and those that extend or implement them. */
        BELOW,
        /** Annotations of methods. */
        ANNOTATED,
        /** The names are in the configuration. */
        CONFIGURED
    }

    /** An advice class and the methods it is woven into. */
    public static final class MethodAdvice {
        private final ElementMatcher<? super MethodDescription> methods;
        private final String adviceClass;
        private final @Nullable MethodNumbers numbers;

        MethodAdvice(
                ElementMatcher<? super MethodDescription> methods,
                String adviceClass,
                @Nullable MethodNumbers numbers) {
            this.methods = methods;
            this.adviceClass = adviceClass;
            this.numbers = numbers;
        }

        public ElementMatcher<? super MethodDescription> methods() {
            return methods;
        }

        public String adviceClass() {
            return adviceClass;
        }

        /** Null for advice that needs no numbers. */
        public @Nullable MethodNumbers numbers() {
            return numbers;
        }
    }
}
