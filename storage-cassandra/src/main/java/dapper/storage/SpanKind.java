// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** The role of a span in a call; constants stand in the order of their OTLP numbers, 0 to 5. */
public enum SpanKind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
}
