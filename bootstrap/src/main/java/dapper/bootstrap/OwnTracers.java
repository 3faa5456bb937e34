// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tracing APIs for which the application has a tracer of its own. The agent leaves such an API alone. One API may
 * be there several times, in several class loaders, and its tracer may be in a class loader below.
 */
public final class OwnTracers {
    /** Lives as long as the class of the API. */
    private static final ClassValue<AtomicBoolean> FOUND = new ClassValue<AtomicBoolean>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> api) {
            return new AtomicBoolean();
        }
    };

    private OwnTracers() {}

    /**
     * Returns whether the application has a tracer for this API; becomes true once, at any time.
     *
     * @param api a class of the API, always the same one
     */
    public static AtomicBoolean of(Class<?> api) {
        return FOUND.get(api);
    }
}
