// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** {@link JavaModules} from JDK 9 on. Compiled for 9, and loaded only there. */
final class NamedModules extends JavaModules {
    private final Instrumentation jvm;

    NamedModules(Instrumentation jvm) {
        this.jvm = jvm;
    }

    @Override
    void openClassLoader() {
        Map<String, Set<Module>> opens =
                Collections.singletonMap("java.lang", Collections.singleton(NamedModules.class.getModule()));
        jvm.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
    }

    @Override
    public void readUnnamed(Object module, ClassLoader loader) {
        Module woven = (Module) module;
        if (woven != null && woven.isNamed() && loader != null && !woven.canRead(loader.getUnnamedModule())) {
            jvm.redefineModule(
                    woven, Set.of(loader.getUnnamedModule()), Map.of(), Map.of(), Set.of(), Map.of());
        }
    }

    @Override
    public ClassFileTransformer transformer(ModuleTransformer transformer) {
        return new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    Module module,
                    ClassLoader loader,
                    String internalName,
                    Class<?> redefined,
                    ProtectionDomain domain,
                    byte[] classFile) {
                return transformer.transform(module, loader, internalName, redefined, classFile);
            }
        };
    }
}
