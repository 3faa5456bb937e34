// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The interactions with the module system; on JDK 8, which has none, nothing. */
public class JavaModules {
    /** Chooses by the running JDK. */
    public static JavaModules ofThisJvm(Instrumentation jvm) {
        try {
            Class.forName("java.lang.Module");
        } catch (ClassNotFoundException e) {
            return new JavaModules();
        }
        try {
            return Class.forName("dapper.javaagent.inject.NamedModules")
                    .asSubclass(JavaModules.class)
                    .getDeclaredConstructor(Instrumentation.class)
                    .newInstance(jvm);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets this class loader's code call the protected methods of java.lang.ClassLoader. */
    void openClassLoader() {}

    /** Lets woven code of a named module call classes defined in its loader's unnamed module. */
    public void readUnnamed(@Nullable Object module, @Nullable ClassLoader loader) {}

    /** The transformer, in the form that receives the module of each class if there are modules. */
    public java.lang.instrument.ClassFileTransformer transformer(ModuleTransformer transformer) {
        return transformer;
    }
}
