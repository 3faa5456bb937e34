// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void namesTheMountOptionThatKeepsNativeLibrariesFromLoading() {
        String library = "/tmp/libzstd-jni.so: /tmp/libzstd-jni.so: failed to map segment from shared object";
        assertThat(Failure.text(new UnsatisfiedLinkError(library + "\nno zstd-jni in java.library.path")))
                .isEqualTo("the folder for temporary files is mounted noexec, and native libraries are unpacked there;"
                        + " mount it with exec, or name another one with"
                        + " DAPPER_JAVA_OPTS=-Djava.io.tmpdir=FOLDER (" + library + ")");
    }
}
