// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.MethodRules;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instrumentation listed in the index; its definition is loaded when its first target appears. */
public final class IndexedInstrumentation {
    private final String className;
    private final String name;
    private final MethodRules methods;
    private volatile @Nullable String failure;
    private volatile @Nullable String obstacle;
    private volatile @Nullable List<TypeInstrumentation> types;
    private volatile @Nullable InstrumentationDetails details;

    IndexedInstrumentation(String className, String name, MethodRules methods) {
        this.className = className;
        this.name = name;
        this.methods = methods;
    }

    /** As in {@code otel.instrumentation.<name>.enabled}. */
    public String name() {
        return name;
    }

    public String className() {
        return className;
    }

    /** Internal name of the package of the definition, with the slash at its end. */
    public String packagePrefix() {
        return className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
    }

    public boolean isSwitchedOff() {
        return failure != null;
    }

    public void switchOff(String failure) {
        this.failure = failure;
    }

    /** The reason why it was switched off at run time, or null. */
    @Nullable
    public String failure() {
        return failure;
    }

    /** It does not fit one library; another class loader may hold one that it fits. */
    public void skipped(String obstacle) {
        this.obstacle = obstacle;
    }

    /** The reason why it was last skipped, or null. */
    @Nullable
    public String obstacle() {
        return obstacle;
    }

    /** Threads may race to load the definition; they get equal lists, and no lock is held meanwhile. */
    public List<TypeInstrumentation> types(ClassLoader agentLoader) throws ReflectiveOperationException {
        List<TypeInstrumentation> loaded = types;
        if (loaded == null) {
            Instrumentation definition = Class.forName(className, true, agentLoader)
                    .asSubclass(Instrumentation.class)
                    .getDeclaredConstructor()
                    .newInstance();
            loaded = definition.types(methods);
            types = loaded;
        }
        return loaded;
    }

    public InstrumentationDetails details(ClassLoader agentLoader) {
        InstrumentationDetails loaded = details;
        if (loaded == null) {
            loaded = InstrumentationDetails.read(className, agentLoader);
            details = loaded;
        }
        return loaded;
    }

    @Override
    public String toString() {
        return name;
    }
}
