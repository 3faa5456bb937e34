// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.syntax;

/** A value that a span has: an {@link Attribute}, which the application chose, or an {@link Intrinsic}. */
public sealed interface Field extends FieldExpression permits Attribute, Intrinsic {}
