// SPDX-License-Identifier: Apache-2.0
package dapper.collector.strategies;

/** A strategies file is invalid; the message is one sentence for its author. */
public final class StrategyException extends Exception {
    private static final long serialVersionUID = 1L;

    StrategyException(String message) {
        super(message);
    }
}
