// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

/**
 * Finds out whether the classes that a loader defines see {@code dapper.bootstrap}. Some class loaders look at the call
 * stack and answer their own classes otherwise than the agent (Felix: "implicit boot delegation"), so the question is asked
 * by a class of the loader: a {@link BootstrapProbe} that is defined there.
 */
final class Visibility {
    /** By name: it is loaded nowhere but there, and not at the start. */
    private static final String PROBE = "dapper/javaagent/weave/BootstrapProbe";

    private final ClassInjector injector;

    Visibility(ClassInjector injector) {
        this.injector = injector;
    }

    /**
     * From a yes on, the JVM has the loader's answer, so that a handler that runs because memory ran out does not have to ask
     * for the class it calls.
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
