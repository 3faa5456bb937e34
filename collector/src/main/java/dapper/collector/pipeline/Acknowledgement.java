// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import com.google.protobuf.Message;

/** The answer to a request that was taken, whatever its signal. */
public interface Acknowledgement {
    /** Whether part of the request was refused for good. */
    boolean isPartial();

    /** How many spans or data points must not be sent again. */
    long rejected();

    /** Why; empty if nothing was rejected. */
    String message();

    /** OTLP's response message. */
    Message toResponse();

    /** What OTLP's JSON calls {@link #rejected}. */
    String rejectedField();
}
