// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.IndexedInstrumentation;
import dapper.javaagent.match.InstrumentationDetails;
import dapper.javaagent.match.InstrumentationLog;
import dapper.javaagent.match.LibraryReference;
import dapper.javaagent.match.WeakLoaderMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether an instrumentation fits the library that a class loader offers. The result is computed once per pair,
 * before anything is woven; an instrumentation that does not fit is skipped and logged once. If it fits, the classes
 * that advice calls have been defined.
 */
public final class Applicability {
    private final ClassLoader agentLoader;
    private final ClassBytes classBytes;
    private final ClassInjector injector;
    private final Visibility visibility;
    private final InstrumentationLog log;
    private final WeakLoaderMap<ConcurrentMap<String, Boolean>> verdicts =
            new WeakLoaderMap<ConcurrentMap<String, Boolean>>() {
                @Override
                protected ConcurrentMap<String, Boolean> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    public Applicability(
            ClassLoader agentLoader, ClassBytes classBytes, ClassInjector injector, InstrumentationLog log) {
        this.classBytes = classBytes;
        this.agentLoader = agentLoader;
        this.injector = injector;
        this.visibility = new Visibility(injector);
        this.log = log;
    }

    /**
     * Two threads may run the check at the same time; waiting for each other could deadlock, because both hold locks of
     * class loaders.
     *
     * @param loading the class that is being loaded, null if it is loaded already
     * @throws TooEarlyException if that class must be loaded first
     */
    public boolean isApplicable(
            IndexedInstrumentation instrumentation, @Nullable ClassLoader loader, @Nullable String loading)
            throws TooEarlyException {
        ConcurrentMap<String, Boolean> ofLoader = verdicts.get(loader);
        Boolean verdict = ofLoader.get(instrumentation.className());
        if (verdict == null) {
            String obstacle = obstacleUntraced(instrumentation, loader, loading);
            verdict = obstacle == null;
            if (ofLoader.putIfAbsent(instrumentation.className(), verdict) == null && obstacle != null) {
                instrumentation.skipped(obstacle);
                log.warn(
                        "Instrumentation " + instrumentation + " is skipped for " + describe(loader) + ": " + obstacle);
            }
        }
        return verdict;
    }

    /** The application did not make the requests that go to the class loader here. */
    private @Nullable String obstacleUntraced(
            IndexedInstrumentation instrumentation, @Nullable ClassLoader loader, @Nullable String loading)
            throws TooEarlyException {
        TraceContext before = Current.swap(UnsampledContext.SUPPRESSED);
        try {
            return obstacle(instrumentation, loader, loading);
        } finally {
            Current.set(before);
        }
    }

    private @Nullable String obstacle(
            IndexedInstrumentation instrumentation, @Nullable ClassLoader loader, @Nullable String loading)
            throws TooEarlyException {
        InstrumentationDetails details = instrumentation.details(agentLoader);
        if (loader != null && !visibility.seesBootstrap(loader)) {
            return "it does not let the library see dapper.bootstrap";
        }
        LibraryReference missing = new ReferenceCheck(loader, classBytes).firstMissing(details.references());
        if (missing != null) {
            return "the library has no " + missing;
        }
        if (details.injected().isEmpty()) {
            return null;
        }
        if (loader == null) {
            return "classes of java.base can only call classes of a boot package";
        }
        try {
            injector.inject(loader, details.injected(), loading);
            return null;
        } catch (TooEarlyException e) {
            throw e;
        } catch (Throwable e) {
            return e.toString();
        }
    }

    private static String describe(@Nullable ClassLoader loader) {
        return loader == null
                ? "the boot class loader"
                : loader.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(loader));
    }
}
