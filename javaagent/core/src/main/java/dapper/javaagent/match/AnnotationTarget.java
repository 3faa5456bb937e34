// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.nio.charset.StandardCharsets;

/** A target that matches classes by an annotation of their methods. */
final class AnnotationTarget {
    final Target target;

    /** As the constant pool of a class with that annotation has it. */
    private final byte[] descriptor;

    /** @param annotation internal name */
    AnnotationTarget(String annotation, Target target) {
        this.descriptor = ('L' + annotation + ';').getBytes(StandardCharsets.UTF_8);
        this.target = target;
    }

    boolean matches(ClassOutline type) {
        return type.hasConstant(descriptor);
    }
}
