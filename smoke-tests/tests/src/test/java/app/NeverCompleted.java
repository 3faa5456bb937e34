// SPDX-License-Identifier: Apache-2.0
package app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * A request to an asynchronous servlet that calls another service and forgets to complete: {@code NeverCompleted <folder of
 * Tomcat>}. Runs until its standard input ends.
 */
public final class NeverCompleted {
    private NeverCompleted() {}

    public static void main(String[] arguments) throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        tomcat.setBaseDir(arguments[0]);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        try (LocalCalls calls = new LocalCalls()) {
            Wrapper never = Tomcat.addServlet(context, "never", new Never(calls, served));
            never.setAsyncSupported(true);
            never.addMapping("/never");
            tomcat.start();
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
                client.getOutputStream()
                        .write("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                served.await();
                System.out.println("served");
                while (System.in.read() >= 0) {
                    // The input itself does not matter.
                }
            }
        }
        Runtime.getRuntime().exit(0);
    }

    private static final class Never extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final transient LocalCalls calls;
        private final transient CountDownLatch served;

        Never(LocalCalls calls, CountDownLatch served) {
            this.calls = calls;
            this.served = served;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.startAsync().setTimeout(0);
            calls.call("/stock");
            served.countDown();
        }
    }
}
