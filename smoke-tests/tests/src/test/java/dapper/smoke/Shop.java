// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import dapper.smoke.run.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The three sample applications, wired to each other. */
final class Shop implements AutoCloseable {
    private final List<App> apps = new ArrayList<>();

    /**
     * @param jvmOptions of each application's JVM
     * @param environment by the application's name
     */
    static Shop open(Jdk jdk, List<String> jvmOptions, Function<String, Map<String, String>> environment) {
        Shop shop = new Shop();
        try {
            App worker = shop.add(App.start(jdk, "worker", jvmOptions, environment.apply("worker")));
            String toWorker = "--worker=" + worker.address();
            App inventory = shop.add(App.start(jdk, "inventory", jvmOptions, environment.apply("inventory"), toWorker));
            shop.add(App.start(
                    jdk,
                    "front",
                    jvmOptions,
                    environment.apply("front"),
                    toWorker,
                    "--inventory=" + inventory.address()));
            return shop;
        } catch (AssertionError e) {
            shop.close();
            throw e;
        }
    }

    static Shop underAgent(Jdk jdk, AllInOne server) {
        return open(jdk, App.withAgent(), server::environment);
    }

    private App add(App app) {
        apps.add(app);
        return app;
    }

    App app(String name) {
        return apps.stream().filter(app -> app.name().equals(name)).findFirst().orElseThrow();
    }

    List<App> apps() {
        return apps;
    }

    @Override
    public void close() {
        apps.forEach(App::close);
    }
}
