// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the small resources of the build-time index: lines of words with one space between them. */
public final class Lines {
    private Lines() {}

    /** Closes the stream. */
    static List<String[]> read(InputStream stream) throws IOException {
        List<String[]> lines = new ArrayList<>();
        String text = new String(bytes(stream), StandardCharsets.UTF_8);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            if (end > start) {
                lines.add(words(text, start, end));
            }
            start = end + 1;
        }
        return lines;
    }

    private static String[] words(String text, int start, int end) {
        int count = 1;
        for (int i = start; i < end; i++) {
            count += text.charAt(i) == ' ' ? 1 : 0;
        }
        String[] words = new String[count];
        int from = start;
        for (int i = 0; i < count - 1; i++) {
            int space = text.indexOf(' ', from);
            words[i] = text.substring(from, space);
            from = space + 1;
        }
        words[count - 1] = text.substring(from, end);
        return words;
    }

    /** Closes the stream. */
    public static byte[] bytes(InputStream stream) throws IOException {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream(Math.max(512, stream.available()));
            byte[] buffer = new byte[4096];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                all.write(buffer, 0, read);
            }
            return all.toByteArray();
        } finally {
            stream.close();
        }
    }
}
