// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Tenant;
import java.util.concurrent.CompletionStage;

/** Accepts the requests of one signal. Safe for use by many threads. */
public interface Intake {
    /**
     * Accepts a request.
     *
     * @param tenant the owner of the request's spans
     * @param body is always closed here
     * @return fails with {@link RefusedException}
     */
    CompletionStage<? extends Acknowledgement> accept(Tenant tenant, Body body);

    /** Counts a request that was accepted, whole or in part. */
    void answered(String transport, Acknowledgement receipt, long nanos);

    /** Counts a request that was refused. */
    void answered(String transport, RefusedException refused, long nanos);
}
