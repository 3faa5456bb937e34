// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

/** An instrumentation that cannot work; the message says which rule it breaks and what to do. */
final class RuleBroken extends RuntimeException {
    RuleBroken(String message) {
        super(message);
    }
}
