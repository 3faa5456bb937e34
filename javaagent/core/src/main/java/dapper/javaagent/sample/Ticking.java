// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

/** A sampler whose decisions depend on the time that has passed. */
interface Ticking {
    /**
     * Advances the time. Called by the clock only.
     *
     * @return false if nothing has been kept for so long that time changes nothing
     */
    boolean tick(double seconds);
}
