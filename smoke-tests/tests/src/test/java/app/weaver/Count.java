// SPDX-License-Identifier: Apache-2.0
package app.weaver;

import net.bytebuddy.asm.Advice;

/** Uses nothing but java.lang, so that it can be woven into classes of the JDK. */
final class Count {
    private Count() {}

    @Advice.OnMethodEnter
    static void enter() {
        System.setProperty("weaver.calls", String.valueOf(Integer.getInteger("weaver.calls", 0) + 1));
    }
}
