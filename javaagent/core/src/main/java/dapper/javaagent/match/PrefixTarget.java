// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

/** A target that matches classes by the beginning of their names. */
final class PrefixTarget {
    final Target target;

    /** With slashes. */
    final String prefix;

    PrefixTarget(String prefix, Target target) {
        this.prefix = prefix;
        this.target = target;
    }
}
