// SPDX-License-Identifier: Apache-2.0
package app;

/**
 * A statement of a database that answers without doing anything: any effect in {@link #execute} comes from an agent.
 */
final class QuietStatement extends UnusedStatement {
    @Override
    public boolean execute(String sql) {
        return true;
    }
}
