// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

/** Looks for one pattern. Stateless; never recurses, because chains of 100,000 spans exist. */
@FunctionalInterface
interface Detector {
    void detect(TimedTrace trace, Findings findings);
}
