// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;

/**
 * Casts wherever advice uses dynamic typing, also where no cast is needed: that check would read the class files of all
 * supertypes.
 */
final class CastingAssigner implements Assigner {
    @Override
    public StackManipulation assign(
            TypeDescription.Generic source, TypeDescription.Generic target, Assigner.Typing typing) {
        if (!typing.isDynamic() || source.isPrimitive() || target.isPrimitive()) {
            return Assigner.DEFAULT.assign(source, target, typing);
        }
        return target.represents(Object.class) || source.asErasure().equals(target.asErasure())
                ? StackManipulation.Trivial.INSTANCE
                : TypeCasting.to(target);
    }
}
