// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.tls.ClientCertificates;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests with a body that are refused because they have no token. */
@Timeout(60)
class UnreadBodiesTest {
    @TempDir
    Path folder;

    private TestDoor door;

    @BeforeEach
    void start() throws Exception {
        Path tokens = Files.createFile(folder.resolve("tokens"));
        door = new TestDoor("127.0.0.1", Map.of("dapper.tokens.file", tokens.toString()), ClientCertificates.NONE);
    }

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void areReadUntilTheirSenderTakesTheAnswer() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            byte[] part = new byte[100_000];
            int parts = 300;
            socket.getOutputStream().write(TestDoor.head("POST", "Content-Length: " + parts * part.length));
            for (int i = 0; i < parts; i++) {
                socket.getOutputStream().write(part);
            }

            assertThat(TestDoor.answer(socket)).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void areNotReadWithoutAnEnd() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            byte[] part = new byte[1 << 20];
            socket.getOutputStream().write(TestDoor.head("POST", "Content-Length: " + Long.MAX_VALUE));

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 500; i++) {
                            socket.getOutputStream().write(part);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void keepTheirConnectionIfTheyHaveArrived() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            byte[] request = TestDoor.head("POST", "Content-Length: 4");
            byte[] both = Arrays.copyOf(request, request.length + 4);
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(both);
                String answer = TestDoor.answer(socket);
                assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("Connection: close");
                String length = answer.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1");
                socket.getInputStream().readNBytes(Integer.parseInt(length));
            }
        }
    }

    @Test
    void areNotAskedFor() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            socket.getOutputStream().write(TestDoor.head("POST", "Content-Length: 9\r\nExpect: 100-continue"));

            assertThat(TestDoor.answer(socket)).startsWith("HTTP/1.1 401 ").contains("Connection: close");
        }
    }
}
