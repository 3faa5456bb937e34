// SPDX-License-Identifier: Apache-2.0
package app;

/** A statement of a database that answers without doing anything: whatever happens in {@link #execute}, an agent did it. */
final class QuietStatement extends UnusedStatement {
    @Override
    public boolean execute(String sql) {
        return true;
    }
}
