// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletResponse;

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
