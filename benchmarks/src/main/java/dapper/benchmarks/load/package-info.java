// SPDX-License-Identifier: Apache-2.0
/** The cost of an agent for a whole application: {@link dapper.benchmarks.load.WholeApplication}. */
@NullMarked
package dapper.benchmarks.load;

import org.jspecify.annotations.NullMarked;
