// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/** All stored spans of one trace, ordered by start time. Never empty; the root may be missing. */
public record Trace(TraceId id, List<Span> spans) {}
