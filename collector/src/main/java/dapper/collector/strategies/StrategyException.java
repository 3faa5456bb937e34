// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

/** A file of strategies cannot be used; the message is one sentence for the person who wrote it. */
public final class StrategyException extends Exception {
    private static final long serialVersionUID = 1L;

    StrategyException(String message) {
        super(message);
    }
}
