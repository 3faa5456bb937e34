// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

/** Thrown for an instrumentation that cannot work; the message names the broken rule and the remedy. */
final class RuleBroken extends RuntimeException {
    RuleBroken(String message) {
        super(message);
    }
}
