// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** A span name of a service, with the kind it was recorded as. */
public record Operation(String name, SpanKind kind) {}
