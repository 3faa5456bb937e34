// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import com.google.protobuf.Message;

/** The answer to an accepted request of any signal. */
public interface Acknowledgement {
    /** Returns whether part of the request was permanently refused. */
    boolean isPartial();

    /** Returns the number of spans or data points that must not be sent again. */
    long rejected();

    /** Returns the reason; empty if nothing was rejected. */
    String message();

    /** Returns OTLP's response message. */
    Message toResponse();

    /** Returns the name of {@link #rejected} in OTLP's JSON. */
    String rejectedField();
}
