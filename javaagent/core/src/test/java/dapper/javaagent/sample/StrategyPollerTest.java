// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StrategyPollerTest {
    /** As if there were no memory for the line of the log either. */
    private static final class OutOfMemory extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new OutOfMemoryError("by the test");
        }
    }

    @Test
    void goesOnWhenItHadNoMemory() throws Exception {
        CountDownLatch polls = new CountDownLatch(3);
        // Nothing is fetched, so there is no sampler.
        StrategyPoller poller = new StrategyPoller(
                null,
                () -> {
                    polls.countDown();
                    throw new OutOfMemory();
                },
                1);
        Thread thread = new Thread(poller);
        thread.setDaemon(true);
        thread.start();

        assertThat(polls.await(60, TimeUnit.SECONDS)).isTrue();
        poller.stop();
    }
}
