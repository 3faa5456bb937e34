// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.call.ProcessCall;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of the messages in a loop of the application. One object per source of messages: it is the source of
 * the calls, see {@link ProcessCall#endAll}.
 *
 * @param <T> a message as the application gets it
 */
public interface LoopCalls<T> {
    /**
     * Starts the processing of a message.
     *
     * @param call {@linkplain ProcessCall#isFree free}
     * @return false if there is nothing to do, now or at the end
     */
    boolean start(ProcessCall call, T message);

    void end(ProcessCall call, @Nullable Throwable thrown);
}
