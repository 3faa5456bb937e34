// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.bootstrap.AdviceErrors;

/**
 * Defined in class loaders of libraries to find out what their classes see. It can be initialised where a class beside it
 * sees the agent's bootstrap classes, and those of the boot class loader; elsewhere that ends in an error.
 */
final class BootstrapProbe {
    static {
        if (AdviceErrors.class.getClassLoader() != null) {
            throw new IllegalStateException("another dapper.bootstrap");
        }
    }

    private BootstrapProbe() {}
}
