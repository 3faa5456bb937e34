// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ends of the calls of one kind that the listener for calls sees, until this is closed. */
final class EndedCalls implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;

    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    EndedCalls(CallKind wanted) {
        Call.listen((kind, operation, nanos, status, error) -> {
            if (kind == wanted) {
                boolean possible = nanos >= 0 && nanos < TimeUnit.SECONDS.toNanos(2 * TIMEOUT_SECONDS);
                ended.add((possible ? "" : nanos + " ns: ") + operation + ' ' + status + ' ' + error);
            }
        });
    }

    /** Waits for the next end and checks it: operation, status and error, separated by spaces. */
    void assertNext(String operation, int status, @Nullable String error) throws InterruptedException {
        assertThat(ended.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(operation + ' ' + status + ' ' + error);
    }

    /** Checks that no call was reported twice. */
    @Override
    public void close() {
        Call.listen(null);
        assertThat(ended).isEmpty();
    }
}
