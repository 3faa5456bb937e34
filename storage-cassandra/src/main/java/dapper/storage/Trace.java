// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * All stored spans of one trace, ordered by start time. Never empty; the root may be missing. A snapshot of an unfinished
 * span is not among them where a finished span of the same id, kind and resource is, or a later snapshot.
 */
public record Trace(TraceId id, List<Span> spans) {}
