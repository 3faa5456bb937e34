// SPDX-License-Identifier: Apache-2.0
package app.redeploy;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Host;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/**
 * One Tomcat that repeatedly deploys the same web application, sends each deployment a request and undeploys it:
 * {@code Redeployments <folder of Tomcat> <folder of the application> <how often> <deployments between reports>}.
 */
public final class Redeployments {
    /** Belongs to the server and outlives every web application that hands it tasks. */
    public static final ThreadPoolExecutor SERVERS_POOL =
            new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

    private final Tomcat tomcat = new Tomcat();
    private final String application;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    private Redeployments(String folder, String application) {
        this.application = application;
        tomcat.setBaseDir(folder);
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getHost().setAutoDeploy(false);
    }

    public static void main(String[] arguments) throws Exception {
        // Tomcat logs its cleanup after the application; the test does not read it.
        Logger.getLogger("org.apache").setLevel(Level.SEVERE);
        int exitCode = 1;
        try {
            Redeployments redeployments = new Redeployments(arguments[0], arguments[1]);
            redeployments.start();
            redeployments.run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            exitCode = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        }
        // In any case the server's threads must not keep the process alive.
        System.exit(exitCode);
    }

    private void run(int count, int pause) throws Exception {
        for (int i = 1; i <= count; i++) {
            deployAndTakeAway();
            if (i % pause == 0) {
                report(i);
            }
        }
    }

    private void start() throws Exception {
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxThreads", "6");
        // A cached processor would keep a reference to the last application.
        tomcat.getConnector().setProperty("processorCache", "0");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "1");
        tomcat.getConnector().setProperty("minSpareThreads", "2");
        tomcat.start();
        // A thread started in a request would inherit the application's class loader.
        SERVERS_POOL.prestartAllCoreThreads();
    }

    private void deployAndTakeAway() throws Exception {
        Host host = tomcat.getHost();
        StandardContext context = new StandardContext();
        context.setPath("/app");
        context.setName("/app");
        context.setDocBase(new File(application).getAbsolutePath());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        Tomcat.addServlet(context, "front", "webapp.FrontServlet").addMapping("/front");
        Wrapper echo = Tomcat.addServlet(context, "echo", "webapp.EchoServlet");
        echo.addMapping("/echo");
        echo.setAsyncSupported(true);
        context.addApplicationListener("webapp.Ending");
        host.addChild(context);
        loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
        String answer = get("/app/front");
        if (!answer.equals("3 rows, echo, pool, server's pool")) {
            throw new IllegalStateException("answered " + answer);
        }
        host.removeChild(context);
    }

    private String get(String path) throws IOException {
        String address = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path;
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setReadTimeout(30_000);
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void requestNothing() throws IOException {
        URI address = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/nothing");
        ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
    }

    /** A worker of the server may hold its last request until the next one arrives; a leak remains forever. */
    private void report(int deployments) throws IOException {
        long alive = loaders.size();
        for (int attempt = 0; attempt < 200 && alive > 1; attempt++) {
            requestNothing();
            System.gc();
            alive = loaders.stream().filter(loader -> loader.get() != null).count();
            LockSupport.parkNanos(20_000_000);
        }
        System.out.println("after " + deployments + ": " + alive + " alive, metaspace " + metaspace() / 1024 + " KB");
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .findFirst()
                .orElseThrow();
    }
}
