// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads small text files, any of which may be missing. */
public final class TextFile {
    private static final int MAX_LINES = 10_000;

    private TextFile() {}

    /** Empty if the file cannot be read. */
    public static List<String> lines(String path) {
        try (InputStream in = new FileInputStream(path)) {
            return lines(in);
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }

    static List<String> lines(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null && lines.size() < MAX_LINES; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
