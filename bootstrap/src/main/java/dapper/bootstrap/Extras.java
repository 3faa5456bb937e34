// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import org.jspecify.annotations.Nullable;

/** The parts that few spans have. A span makes this object for the first of them, so that most spans stay small. */
final class Extras {
    @Nullable
    InstrumentationScope scope;

    @Nullable
    String statusDescription;

    @Nullable
    SpanLink lastLink;

    /** The application has set the status OK, which no failure changes any more. */
    boolean succeeded;

    char linkCount;
    char droppedLinks;

    /** Nanoseconds since 1970; 0 for the moment at which the span was made. */
    long startEpochNanos;

    /** Nanoseconds since 1970; 0 for the moment at which the span ended. */
    long endEpochNanos;

    Extras copy() {
        Extras copy = new Extras();
        copy.scope = scope;
        copy.statusDescription = statusDescription;
        copy.succeeded = succeeded;
        copy.lastLink = lastLink;
        copy.linkCount = linkCount;
        copy.droppedLinks = droppedLinks;
        copy.startEpochNanos = startEpochNanos;
        copy.endEpochNanos = endEpochNanos;
        return copy;
    }
}
