// SPDX-License-Identifier: Apache-2.0
package app.osgi;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The OSGi framework of the class path with its default settings: {@code Bundles <storage> <HTTP port> <bundle>...}. */
public final class Bundles {
    /** The servlet container logs through the program's SLF4J. */
    private static final String SLF4J =
            "org.slf4j;version=2.0,org.slf4j.helpers;version=2.0,org.slf4j.spi;version=2.0,org.slf4j.event;version=2.0";

    private Bundles() {}

    public static void main(String[] arguments) throws BundleException, InterruptedException {
        Framework framework = framework(
                arguments[0],
                SLF4J,
                Map.of("org.apache.felix.http.host", "127.0.0.1", "org.osgi.service.http.port", arguments[1]));
        start(framework, Arrays.asList(arguments).subList(2, arguments.length));
        System.out.println("started");
        framework.waitForStop(0);
    }

    /**
     * Starts a framework without bundles.
     *
     * @param packages of the program that bundles may use
     */
    static Framework framework(String storage, String packages, Map<String, String> more) throws BundleException {
        Map<String, String> configuration = new HashMap<>(more);
        configuration.put("org.osgi.framework.storage", storage);
        configuration.put("org.osgi.framework.system.packages.extra", packages);
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(configuration);
        framework.start();
        return framework;
    }

    static void start(Framework framework, List<String> files) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (String file : files) {
            bundles.add(framework
                    .getBundleContext()
                    .installBundle(new File(file).toURI().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }
}
