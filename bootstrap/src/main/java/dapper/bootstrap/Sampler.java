// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Decides at the root of a trace whether it is recorded (paper, section 4.4), by OpenTelemetry's consistent rule: a
 * trace is kept iff its 56 random bits R are not below the rejection threshold T. Called before anything else is read
 * from the request, on the application's threads.
 */
public interface Sampler {
    /** Result of {@link #sample}: not kept. */
    long DROP = -1;

    /** Result of {@link #sample}: kept, with an unknown probability. No threshold travels with such a trace. */
    long KEEP_UNCOUNTED = -2;

    /**
     * @param randomness R, 0 to 2^56-1
     * @param name of the span as it starts; of a server request its method, because the route is not known yet
     * @param path URL path for a server request, null for anything else
     * @return the threshold T in force, 0 to R, or {@link #KEEP_UNCOUNTED}, if the trace is kept; {@link #DROP} if not
     */
    long sample(long randomness, SpanKind kind, String name, @Nullable String path);

    /** Returns whether a decision made by the caller's process is followed (every {@code parentbased_*} sampler). */
    boolean followsParent();
}
