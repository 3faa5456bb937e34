// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.types;

import org.jspecify.annotations.Nullable;

/**
 * A broken rule, in words.
 *
 * @param expected a phrase, such as "operands of the same type"
 * @param found a phrase, such as "an integer and a string"
 * @param suggestion one sentence, null without one
 */
public record Problem(
        String expected, String found, @Nullable String suggestion) {}
