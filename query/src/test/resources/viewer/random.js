// SPDX-License-Identifier: Apache-2.0
/** Whole numbers below a limit, the same for the same seed: random(7)(10). */
export const random = (seed) => (below) => (seed = (seed * 48271) % 2147483647) % below;
