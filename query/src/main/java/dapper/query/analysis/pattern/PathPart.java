// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.pattern;

/** The part of a critical path that is the own time of an operation, its name without the ids in it. */
public record PathPart(String service, String operation) {}
