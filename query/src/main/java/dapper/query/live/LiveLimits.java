// SPDX-License-Identifier: Apache-2.0
package dapper.query.live;

/**
 * The limits of live tails.
 *
 * @param followers most clients that follow at a time; further ones are refused
 * @param tracesPerSecond most traces a second of one search; the others are counted
 */
public record LiveLimits(int followers, int tracesPerSecond) {}
