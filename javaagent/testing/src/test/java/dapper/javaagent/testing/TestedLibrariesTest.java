// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import org.junit.jupiter.api.Test;

class TestedLibrariesTest {
    private static final String CLASS_PATH =
            String.join(File.pathSeparator, "/m2/h2-1.4.197.jar", "/m2/h2-tools-2.0.jar", "/m2/derby-10.14.2.0.jar");

    @Test
    void acceptsExactlyTheVersionsOfTheBuild() {
        assertThatCode(() -> TestedLibraries.check("\n  h2:1.4.197,\n  derby:10.14.2.0\n", CLASS_PATH))
                .doesNotThrowAnyException();
        assertThatCode(() -> TestedLibraries.check("", CLASS_PATH)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherVersion() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestedLibraries.check("h2:2.5.252", CLASS_PATH))
                .withMessage("The build promises to test [h2-2.5.252.jar]; the class path has [h2-1.4.197.jar]");
    }

    @Test
    void refusesASecondVersion() {
        String both = CLASS_PATH + File.pathSeparator + "/m2/h2-2.5.252.jar";
        assertThatIllegalStateException()
                .isThrownBy(() -> TestedLibraries.check("h2:2.5.252", both))
                .withMessageContaining("[h2-1.4.197.jar, h2-2.5.252.jar]");
    }

    @Test
    void refusesAMissingLibrary() {
        assertThatIllegalStateException().isThrownBy(() -> TestedLibraries.check("hsqldb:2.7.4", CLASS_PATH));
    }
}
