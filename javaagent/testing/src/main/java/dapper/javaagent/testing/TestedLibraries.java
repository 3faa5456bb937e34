// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The libraries that the build promises to test: without this check, a mistake in a pom would test one version twice.
 *
 * <p>The system property {@code tested.libraries} names them as {@code artifact:version}, separated by commas.
 */
final class TestedLibraries {
    private TestedLibraries() {}

    /** @throws IllegalStateException if a library is not on the class path, or in another version as well */
    static void check() {
        check(System.getProperty("tested.libraries", ""), System.getProperty("java.class.path"));
    }

    static void check(String libraries, String classPath) {
        if (libraries.trim().isEmpty()) {
            return;
        }
        for (String library : libraries.trim().split("\\s*,\\s*")) {
            int colon = library.indexOf(':');
            String artifact = library.substring(0, colon);
            List<String> expected = Collections.singletonList(artifact + "-" + library.substring(colon + 1) + ".jar");
            List<String> found = jars(artifact, classPath);
            if (!found.equals(expected)) {
                throw new IllegalStateException(
                        "The build promises to test " + expected + "; the class path has " + found);
            }
        }
    }

    private static List<String> jars(String artifact, String classPath) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-\\d.*\\.jar");
        List<String> found = new ArrayList<>();
        for (String entry : Arrays.asList(classPath.split(File.pathSeparator))) {
            String file = new File(entry).getName();
            if (name.matcher(file).matches()) {
                found.add(file);
            }
        }
        return found;
    }
}
