// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

/** The agent's messages for the operator: rare, one line each. */
public interface WeavingLog {
    void say(String line);
}
