// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.call.CallTarget;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ends of the calls of one kind that the listener for calls sees, until this is closed. */
final class EndedCalls implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;

    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    EndedCalls(CallKind wanted) {
        CallListening.listen((endedCall, nanos, status, error) -> {
            if (endedCall.kind() == wanted) {
                boolean possible = nanos >= 0 && nanos < TimeUnit.SECONDS.toNanos(2 * TIMEOUT_SECONDS);
                ended.add((possible ? "" : nanos + " ns: ")
                        + endedCall.operation()
                        + ' '
                        + status
                        + ' '
                        + error
                        + (endedCall.target() == null ? "" : " to " + endedCall.target()));
            }
        });
    }

    /** Waits for the next end and checks it: operation, status and error, separated by spaces. */
    void assertNext(String operation, int status, @Nullable String error) throws InterruptedException {
        assertThat(ended.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(operation + ' ' + status + ' ' + error);
    }

    /** The same for a call to a server: its host and port as well. */
    void assertNextTo(String host, int port, String operation, int status, @Nullable String error)
            throws InterruptedException {
        assertThat(ended.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(operation + ' ' + status + ' ' + error + " to " + CallTarget.of(null, null, host, port));
    }

    /** Checks that no call was reported twice. */
    @Override
    public void close() {
        CallListening.listen(null);
        assertThat(ended).isEmpty();
    }
}
