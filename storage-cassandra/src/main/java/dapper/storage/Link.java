// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** A relation to a span that is not the parent, possibly of another trace. */
public record Link(
        TraceId traceId, long spanId, String traceState, Attributes attributes, int droppedAttributes, int flags) {}
