// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import dapper.storage.Resource;

/**
 * Two clocks of which the processes call each other.
 *
 * @param caller the process of the first call
 * @param called the process that it calls
 * @param ahead how far the clock of {@code called} is ahead of that of {@code caller}, by all calls between the two
 * @param contradictory whether these bounds contradict each other or those of other pairs, so that nothing is corrected by them
 */
public record ClockPair(Resource caller, Resource called, Bounds ahead, boolean contradictory) {}
