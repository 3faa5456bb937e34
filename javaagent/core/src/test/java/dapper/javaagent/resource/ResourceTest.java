// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.config.AgentConfig;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @Test
    void describesTheProcess() {
        Map<String, Object> attributes = ResourceDetector.detect(AgentConfig.load("otel.service.name=shop"))
                .attributes();

        assertThat(attributes)
                .containsEntry("service.name", "shop")
                .containsEntry("telemetry.sdk.name", "dapper")
                .containsEntry("telemetry.sdk.language", "java")
                .containsEntry("telemetry.distro.name", "dapper-javaagent")
                .containsEntry("process.pid", ProcessHandle.current().pid())
                .containsEntry("process.runtime.version", System.getProperty("java.runtime.version"))
                .containsEntry("os.type", "linux")
                .containsKeys(
                        "telemetry.sdk.version", "host.name", "host.arch", "os.description", "process.runtime.name");
        assertThat(UUID.fromString((String) attributes.get("service.instance.id")))
                .isNotNull();
        assertThat((String) attributes.get("telemetry.distro.version")).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void letsTheOperatorsAttributesWin() {
        Resource resource = ResourceDetector.detect(AgentConfig.load(
                "otel.resource.attributes=host.name=edge,service.name=from-attributes,service.namespace=n"));

        assertThat(resource.serviceName()).isEqualTo("from-attributes");
        assertThat(resource.attributes()).containsEntry("host.name", "edge").containsEntry("service.namespace", "n");
        assertThat(ResourceDetector.detect(
                                AgentConfig.load("otel.resource.attributes=service.name=a;otel.service.name=b"))
                        .serviceName())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/srv/app.jar --port=1 | /srv/app.jar      | true",
                "/srv/app.jar          | /srv/app.jar      | true",
                "/srv/my app.jar x     | /srv/my app.jar   | true",
                "com.example.Main x    | /srv/app.jar      | false",
                "com.example.Main      | a.jar:b.jar       | false",
                "/srv/app.jar2         | /srv/app.jar      | false",
                "com.example.Main      | ''                | false"
            })
    void findsTheJarThatIsRun(String command, String classPath, boolean found) {
        assertThat(new LaunchCommand(command, classPath, new Properties()).jar())
                .isEqualTo(found ? new File(classPath) : null);
    }

    @Test
    void namesTheServiceByTheManifestsTitleOrTheFile(@TempDir Path folder) throws IOException {
        assertThat(MainJar.serviceName(jar(folder.resolve("shop-1.2.jar"), "Shop Front")))
                .isEqualTo("Shop Front");
        assertThat(MainJar.serviceName(jar(folder.resolve("shop-1.2.jar"), " ")))
                .isEqualTo("shop-1.2");
        assertThat(MainJar.serviceName(jar(folder.resolve("shop-1.2.jar"), null)))
                .isEqualTo("shop-1.2");
        assertThat(MainJar.serviceName(folder.resolve("gone.jar").toFile())).isEqualTo("gone");
    }

    private static File jar(Path path, String title) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (title != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
        }
        new JarOutputStream(Files.newOutputStream(path), manifest).close();
        return path.toFile();
    }

    @Test
    void readsSpringsNameFromProperties() throws IOException {
        assertThat(spring("application.properties", "server.port=1\nspring.application.name = orders \n"))
                .isEqualTo("orders");
        assertThat(spring("application.properties", "spring.application.name=\n"))
                .isNull();
        assertThat(spring("application.properties", "other=1\n")).isNull();
    }

    @Test
    void readsSpringsNameFromYaml() throws IOException {
        assertThat(spring("application.yml", """
                        # spring: not this
                        server:
                          application:
                            name: wrong
                        spring:
                          main:
                            name: wrong
                          application:
                            # comment
                            index: 1
                            name: "orders: v1" # quoted
                        """)).isEqualTo("orders: v1");
        assertThat(spring("application.yml", "spring.application:\n  name: orders # comment\n"))
                .isEqualTo("orders");
        assertThat(spring("application.yml", "spring.application.name: orders\n"))
                .isEqualTo("orders");
        assertThat(spring("application.yml", "---\nspring:\n  application:\n    name: 'first'\n---\nspring:\n"))
                .isEqualTo("first");
        assertThat(spring("application.yml", "a: 1\n---\nspring.application.name: second\n"))
                .isNull();
        assertThat(spring("application.yml", "spring:\n  application:\n    name:\n  other: x\n"))
                .isNull();
    }

    private static String spring(String file, String text) throws IOException {
        return SpringSettings.applicationName(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), file);
    }

    @Test
    void prefersTheConfigFolderBesideTheProcess(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("application.properties"), "spring.application.name=root");
        assertThat(SpringApplicationName.inFolder(folder.toFile())).isEqualTo("root");
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.yml"), "spring.application.name: config");
        assertThat(SpringApplicationName.inFolder(folder.toFile())).isEqualTo("config");
    }

    @Test
    void readsSpringsNameFromTheCommandLine() {
        assertThat(SpringApplicationName.inCommandLine("app.jar --spring.application.name=orders --x"))
                .isEqualTo("orders");
        assertThat(SpringApplicationName.inCommandLine("app.jar --x")).isNull();
    }

    @Test
    void resolvesPlaceholdersThatItCan() {
        System.setProperty("dapper.test.name", "orders");
        try {
            assertThat(Placeholders.resolve("plain")).isEqualTo("plain");
            assertThat(Placeholders.resolve("${dapper.test.name}-v1")).isEqualTo("orders-v1");
            assertThat(Placeholders.resolve("${NO_SUCH_NAME:fallback}")).isEqualTo("fallback");
            assertThat(Placeholders.resolve("${NO_SUCH_NAME}")).isNull();
            assertThat(Placeholders.resolve("${unclosed")).isNull();
        } finally {
            System.clearProperty("dapper.test.name");
        }
    }

    @Test
    void findsTheContainersId() {
        assertThat(ContainerId.inCgroup(List.of("12:cpu:/", "11:memory:/docker/" + ID)))
                .isEqualTo(ID);
        assertThat(ContainerId.inCgroup(List.of("1:name=systemd:/system.slice/docker-" + ID + ".scope")))
                .isEqualTo(ID);
        assertThat(ContainerId.inCgroup(List.of("0::/"))).isNull();
        assertThat(ContainerId.inCgroup(List.of("0::/user.slice/" + ID + "ab"))).isNull();
        assertThat(ContainerId.inMountInfo(List.of(
                        "473 456 254:1 / /proc rw",
                        "475 472 254:1 /docker/volumes/" + ID + "/_data /data rw",
                        "476 472 254:1 /docker/containers/" + ID + "/hostname /etc/hostname rw")))
                .isEqualTo(ID);
        assertThat(ContainerId.inMountInfo(List.of())).isNull();
    }

    @Test
    void spellsArchitecturesAsTheConventionsDo() {
        assertThat(HostAttributes.architecture("x86_64")).isEqualTo("amd64");
        assertThat(HostAttributes.architecture("aarch64")).isEqualTo("arm64");
        assertThat(HostAttributes.architecture("riscv64")).isEqualTo("riscv64");
        assertThat(HostAttributes.operatingSystem("Mac OS X")).isEqualTo("darwin");
        assertThat(HostAttributes.operatingSystem("Windows 11")).isEqualTo("windows");
    }
}
