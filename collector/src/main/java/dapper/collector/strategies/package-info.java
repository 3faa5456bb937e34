// SPDX-License-Identifier: Apache-2.0
/** Remote control of agents' samplers: Jaeger's remote sampling protocol, answered from a file of strategies. */
@NullMarked
package dapper.collector.strategies;

import org.jspecify.annotations.NullMarked;
