// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

/** Where the agent says something to the person who runs the application: rarely, one line at a time. */
public interface WeavingLog {
    void say(String line);
}
