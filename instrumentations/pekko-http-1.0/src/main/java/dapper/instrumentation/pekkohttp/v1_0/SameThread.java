// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.AdviceErrors;
import scala.concurrent.ExecutionContext;

/** Runs what follows a future on the thread that completes it: the end of a call only. */
final class SameThread implements ExecutionContext {
    static final SameThread INSTANCE = new SameThread();

    private static final int INSTRUMENTATION = AdviceErrors.number("pekko-http-1.0");

    private SameThread() {}

    @Override
    public void execute(Runnable end) {
        end.run();
    }

    @Override
    public void reportFailure(Throwable failure) {
        AdviceErrors.caught(failure, INSTRUMENTATION);
    }
}
