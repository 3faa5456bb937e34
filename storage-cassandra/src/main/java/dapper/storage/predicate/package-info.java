// SPDX-License-Identifier: Apache-2.0
/** Conditions on one span, which a search by an index and a check of a stored span both evaluate. */
@NullMarked
package dapper.storage.predicate;

import org.jspecify.annotations.NullMarked;
