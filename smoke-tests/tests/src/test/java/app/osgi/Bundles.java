// SPDX-License-Identifier: Apache-2.0
package app.osgi;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The OSGi framework of the class path with its default settings: {@code Bundles <storage> <HTTP port> <bundle>...}. */
public final class Bundles {
    private Bundles() {}

    public static void main(String[] arguments) throws BundleException, InterruptedException {
        Map<String, String> configuration = Map.of(
                "org.osgi.framework.storage",
                arguments[0],
                // The servlet container logs through the program's SLF4J.
                "org.osgi.framework.system.packages.extra",
                "org.slf4j;version=2.0,org.slf4j.helpers;version=2.0,org.slf4j.spi;version=2.0,org.slf4j.event;version=2.0",
                "org.apache.felix.http.host",
                "127.0.0.1",
                "org.osgi.service.http.port",
                arguments[1]);
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(configuration);
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            bundles.add(framework
                    .getBundleContext()
                    .installBundle(new File(arguments[i]).toURI().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        System.out.println("started");
        framework.waitForStop(0);
    }
}
