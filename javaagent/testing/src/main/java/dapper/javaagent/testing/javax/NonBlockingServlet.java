// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing.javax;

import dapper.javaagent.testing.HandlerWork;
import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletException;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpUpgradeHandler;
import javax.servlet.http.WebConnection;

/** The handlers of the contract that need Servlet 3.1: each leaves a span in every callback. */
@SuppressWarnings("serial")
final class NonBlockingServlet extends HttpServlet {
    /** More than the operating system takes of a response that nobody reads. */
    private static final int MUCH = 16_777_216;

    /** Undertow does nothing more for a request whose listener fails before the response has begun. */
    private static final int TIMEOUT_MILLIS = 400;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getPathInfo()) {
            case "/read" -> {
                AsyncContext reading = request.startAsync();
                ServletInputStream input = request.getInputStream();
                input.setReadListener(new Reader(input, reading));
            }
            case "/write" -> {
                AsyncContext writing = request.startAsync();
                ServletOutputStream output = response.getOutputStream();
                output.setWriteListener(new Writer(output, writing));
            }
            case "/write-much" -> {
                AsyncContext writing = request.startAsync();
                writing.addListener(new WorkingListener(false));
                response.setContentLength(MUCH);
                ServletOutputStream output = response.getOutputStream();
                output.setWriteListener(new LastWriter(output, writing));
            }
            case "/broken-write" -> {
                AsyncContext writing = request.startAsync();
                writing.setTimeout(TIMEOUT_MILLIS);
                response.getOutputStream().setWriteListener(new BrokenWriter(writing));
            }
            case "/broken-read", "/broken-end" -> {
                AsyncContext reading = request.startAsync();
                reading.setTimeout(TIMEOUT_MILLIS);
                ServletInputStream input = request.getInputStream();
                boolean atEnd = request.getPathInfo().equals("/broken-end");
                input.setReadListener(new BrokenReader(input, reading, atEnd));
            }
            case "/upgrade" -> {
                response.setHeader("Upgrade", "contract");
                response.setHeader("Connection", "Upgrade");
                request.upgrade(Upgrade.class);
            }
            default -> {
                throw new IllegalArgumentException(request.getPathInfo());
            }
        }
    }

    /** Reads until the end. */
    private static final class Reader implements ReadListener {
        private final ServletInputStream input;
        private final AsyncContext async;

        Reader(ServletInputStream input, AsyncContext async) {
            this.input = input;
            this.async = async;
        }

        @Override
        public void onDataAvailable() throws IOException {
            HandlerServlet.work("data available");
            byte[] buffer = new byte[1_024];
            while (input.isReady() && input.read(buffer) >= 0) {
                // The content does not matter.
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            HandlerServlet.work("all data read");
            async.complete();
        }

        @Override
        public void onError(Throwable thrown) {
            async.complete();
        }
    }

    /** Writes one line. */
    private static final class Writer implements WriteListener {
        private final ServletOutputStream output;
        private final AsyncContext async;

        Writer(ServletOutputStream output, AsyncContext async) {
            this.output = output;
            this.async = async;
        }

        @Override
        public void onWritePossible() throws IOException {
            HandlerServlet.work("write possible");
            output.print("written");
            if (output.isReady()) {
                async.complete();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            async.complete();
        }
    }

    /** Completes the request while most of the response still waits for the client. */
    private static final class LastWriter implements WriteListener {
        private final ServletOutputStream output;
        private final AsyncContext async;

        LastWriter(ServletOutputStream output, AsyncContext async) {
            this.output = output;
            this.async = async;
        }

        @Override
        public void onWritePossible() throws IOException {
            HandlerServlet.work("write possible");
            output.write(new byte[MUCH]);
            async.complete();
            HandlerWork.written();
        }

        @Override
        public void onError(Throwable thrown) {
            async.complete();
        }
    }

    /** Fails when it may write. */
    private static final class BrokenWriter implements WriteListener {
        private final AsyncContext async;

        BrokenWriter(AsyncContext async) {
            this.async = async;
        }

        @Override
        public void onWritePossible() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onError(Throwable thrown) {
            async.complete();
        }
    }

    /** Fails when it may read, or at the end of the data. */
    private static final class BrokenReader implements ReadListener {
        private final ServletInputStream input;
        private final AsyncContext async;
        private final boolean atEnd;

        BrokenReader(ServletInputStream input, AsyncContext async, boolean atEnd) {
            this.input = input;
            this.async = async;
            this.atEnd = atEnd;
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[1_024];
            while (input.isReady() && input.read(buffer) >= 0) {
                if (!atEnd) {
                    throw new IllegalStateException("broken");
                }
            }
        }

        @Override
        public void onAllDataRead() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onError(Throwable thrown) {
            async.complete();
        }
    }

    /** Closes the connection as soon as it gets it. */
    public static final class Upgrade implements HttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            try {
                HandlerServlet.work("upgraded");
                connection.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {}
    }
}
