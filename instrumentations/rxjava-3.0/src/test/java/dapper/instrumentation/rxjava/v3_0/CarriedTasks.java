// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rxjava.v3_0;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.javaagent.testing.Contexts;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Does to the tasks of schedulers what the instrumentation of executors does, which is not woven here: a task has the
 * context of its submitter at its first run, and no context at later runs.
 */
final class CarriedTasks implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext test) {
        RxJavaPlugins.setScheduleHandler(CarriedTasks::carry);
    }

    @Override
    public void afterAll(ExtensionContext test) {
        RxJavaPlugins.reset();
    }

    private static Runnable carry(Runnable task) {
        AtomicReference<@Nullable TraceContext> submitted = new AtomicReference<>(Current.capture());
        return () -> {
            try {
                Contexts.run(submitted.getAndSet(null), task::run);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
