// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;

/** Checks the caller, like Felix: hides classes from its own classes that it shows to all others. */
final class CallerAwareLoader extends ToyLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("dapper.bootstrap.") && isAskedByOwnClass()) {
            throw new ClassNotFoundException(name + " is hidden");
        }
        return super.loadClass(name, resolve);
    }

    private boolean isAskedByOwnClass() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackFrame::getDeclaringClass)
                        .filter(each -> each != Class.class && !ClassLoader.class.isAssignableFrom(each))
                        .findFirst()
                        .filter(each -> each.getClassLoader() == this)
                        .isPresent());
    }
}
