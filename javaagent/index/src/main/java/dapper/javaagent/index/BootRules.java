// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import org.jspecify.annotations.Nullable;

/**
 * Classes of {@code boot} packages live in the boot class loader, so they may only use java.base and dapper.bootstrap.
 */
final class BootRules {
    private final ModuleClasses module;

    BootRules(ModuleClasses module) {
        this.module = module;
    }

    void check() {
        for (ClassFacts facts : module.bootClasses()) {
            for (Reference reference : facts.references()) {
                if (!isVisible(reference.owner())) {
                    throw new RuleBroken("Class " + facts.dotted() + " is in a boot package but uses "
                            + reference.owner().replace('/', '.')
                            + ". Boot classes may use java.base, dapper.bootstrap and other boot classes only.");
                }
            }
        }
    }

    private boolean isVisible(String internalName) {
        if (module.find(internalName) != null) {
            return ModuleClasses.isBoot(internalName);
        }
        return internalName.startsWith("dapper/bootstrap/") || "java.base".equals(jdkModule(internalName));
    }

    private static @Nullable String jdkModule(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, ClassLoader.getPlatformClassLoader())
                    .getModule()
                    .getName();
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
