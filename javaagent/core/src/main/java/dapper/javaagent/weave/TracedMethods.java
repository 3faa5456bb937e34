// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dapper.javaagent.api.MethodNumber;
import dapper.javaagent.api.MethodNumbers;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.matcher.ElementMatcher;

/** The traced methods of one class while it is woven: each is woven once, with its number. */
final class TracedMethods implements Advice.OffsetMapping, Advice.OffsetMapping.Factory<MethodNumber> {
    private final byte[] classFile;
    private final IdentityHashMap<MethodNumbers, Map<String, Integer>> bySource = new IdentityHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private ElementMatcher.Junction<MethodDescription> added = none();

    TracedMethods(byte[] classFile) {
        this.classFile = classFile;
    }

    /** Returns those of the methods that have a number and that were not added before. */
    ElementMatcher.Junction<MethodDescription> add(
            ElementMatcher.Junction<MethodDescription> methods, MethodNumbers source) {
        Map<String, Integer> numbered = bySource.get(source);
        if (numbered == null) {
            numbered = source.of(classFile);
            bySource.put(source, numbered);
            for (Map.Entry<String, Integer> each : numbered.entrySet()) {
                numbers.putIfAbsent(each.getKey(), each.getValue());
            }
        }
        ElementMatcher.Junction<MethodDescription> further =
                methods.and(new Numbered(numbered)).and(not(added));
        added = added.or(further);
        return further;
    }

    @Override
    public Class<MethodNumber> getAnnotationType() {
        return MethodNumber.class;
    }

    @Override
    public Advice.OffsetMapping make(
            ParameterDescription.InDefinedShape parameter,
            AnnotationDescription.Loadable<MethodNumber> annotation,
            AdviceType adviceType) {
        return this;
    }

    @Override
    public Target resolve(
            TypeDescription type,
            MethodDescription method,
            Assigner assigner,
            Advice.ArgumentHandler arguments,
            Sort sort) {
        StackManipulation number = IntegerConstant.forValue(numbers.getOrDefault(key(method), -1));
        return new Target.ForStackManipulation(number);
    }

    private static String key(MethodDescription method) {
        return method.getInternalName() + method.getDescriptor();
    }

    private static final class Numbered extends ElementMatcher.Junction.ForNonNullValues<MethodDescription> {
        private final Map<String, Integer> numbered;

        Numbered(Map<String, Integer> numbered) {
            this.numbered = numbered;
        }

        @Override
        protected boolean doMatch(MethodDescription method) {
            return numbered.containsKey(key(method));
        }
    }
}
