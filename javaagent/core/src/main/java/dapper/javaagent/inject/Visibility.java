// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

/**
 * Checks that the classes of a loader see {@code dapper.bootstrap}. Some class loaders inspect the call stack and
 * give their own classes another result than the agent (Felix: "implicit boot delegation"), so a class of the loader
 * makes the request: a {@link BootstrapProbe} that is defined there.
 */
final class Visibility {
    /** By name: it is only loaded in that loader, and not at the start. */
    private static final String PROBE = "dapper/javaagent/inject/BootstrapProbe";

    private final ClassInjector injector;

    Visibility(ClassInjector injector) {
        this.injector = injector;
    }

    /**
     * Once the result was true, the JVM has resolved the class for the loader. So a handler that runs because memory
     * ran out need not load the class it calls.
     */
    boolean seesBootstrap(ClassLoader loader) {
        try {
            Class<?> probe = injector.define(loader, PROBE);
            Class.forName(probe.getName(), true, loader);
            return true;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return false;
        }
    }
}
