// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.util.concurrent.CompletionStage;

/** Accepts the requests of one signal. Safe for use by many threads. */
public interface Intake {
    /**
     * Accepts a request.
     *
     * @param body is always closed here
     * @return fails with {@link RefusedException}
     */
    CompletionStage<? extends Acknowledgement> accept(Body body);

    /** Counts a request that was accepted, whole or in part. */
    void answered(String transport, Acknowledgement receipt, long nanos);

    /** Counts a request that was refused. */
    void answered(String transport, RefusedException refused, long nanos);
}
