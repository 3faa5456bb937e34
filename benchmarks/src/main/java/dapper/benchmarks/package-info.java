// SPDX-License-Identifier: Apache-2.0
/** Load programs and JMH benchmarks; never shipped. */
@NullMarked
package dapper.benchmarks;

import org.jspecify.annotations.NullMarked;
