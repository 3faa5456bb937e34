// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.jakarta;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Responds when the time is over. */
final class AnsweringListener implements AsyncListener {
    private final HttpServletResponse response;

    AnsweringListener(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        response.setStatus(202);
        event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
