// SPDX-License-Identifier: Apache-2.0
/** Live tails: searches that are repeated, whose clients get each new trace as it becomes searchable. */
@NullMarked
package dapper.query.live;

import org.jspecify.annotations.NullMarked;
