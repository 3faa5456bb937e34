// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

/** The agent's messages for the operator: rare, one line each. */
public interface InstrumentationLog {
    void warn(String line);
}
