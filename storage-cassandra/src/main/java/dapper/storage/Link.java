// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/**
 * A relation to a span that is not the parent, possibly of another trace.
 *
 * @param traceId all zeros where the sender had none: the attributes or tracestate may still be useful
 * @param spanId 0 likewise
 * @param droppedAttributes unsigned
 * @param flags unsigned
 */
public record Link(
        TraceId traceId, long spanId, String traceState, Attributes attributes, int droppedAttributes, int flags) {}
