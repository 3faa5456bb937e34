// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import dapper.bootstrap.AdviceErrors;

/**
 * Defined in class loaders of libraries to check which classes those libraries see. Its initialisation succeeds if classes of
 * the loader see the agent's bootstrap classes and get those of the boot class loader; otherwise it ends in an error.
 */
final class BootstrapProbe {
    static {
        if (AdviceErrors.class.getClassLoader() != null) {
            throw new IllegalStateException("another dapper.bootstrap");
        }
    }

    private BootstrapProbe() {}
}
