// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.jakarta;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Leaves a span in each callback that the container makes after a timeout. */
final class WorkingListener implements AsyncListener {
    private final boolean broken;

    /** @param broken true to throw when the time is over */
    WorkingListener(boolean broken) {
        this.broken = broken;
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (broken) {
            throw new IllegalStateException("broken listener");
        }
        HandlerServlet.work("timeout");
        event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        if (!broken) {
            HandlerServlet.work("complete");
        }
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
