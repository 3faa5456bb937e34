// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.beside;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent jars in the options of this JVM. Read from the environment, and on Linux from the command line: JMX would
 * load hundreds of classes and fix the choice of the log manager; the JDK's internals require opening a module, 5 to 10
 * ms.
 */
public final class AgentOptions {
    private static final String OPTION = "-javaagent:";
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    private final List<String> jars = new ArrayList<>();

    private AgentOptions() {}

    public static List<String> ofThisJvm() {
        AgentOptions options = new AgentOptions();
        for (String variable : VARIABLES) {
            options.addVariable(System.getenv(variable));
        }
        options.addCommandLine(commandLine(), System.getProperty("sun.java.command"));
        return options.jars;
    }

    /** Returns the jars in the variables' values and the command line. */
    static List<String> in(List<String> variables, String commandLine, @Nullable String mainAndArguments) {
        AgentOptions options = new AgentOptions();
        for (String variable : variables) {
            options.addVariable(variable);
        }
        options.addCommandLine(commandLine, mainAndArguments);
        return options.jars;
    }

    private void addVariable(@Nullable String value) {
        if (value == null || value.indexOf(OPTION) < 0) {
            return;
        }
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        add(word.toString());
    }

    /**
     * @param commandLine each word ended by a NUL
     * @param mainAndArguments the application's part of the command line; null if unknown
     */
    private void addCommandLine(String commandLine, @Nullable String mainAndArguments) {
        int start = 0;
        for (int end = commandLine.indexOf('\0'); end >= 0; end = commandLine.indexOf('\0', start)) {
            String word = commandLine.substring(start, end);
            if (mainAndArguments != null
                    && (mainAndArguments.equals(word) || mainAndArguments.startsWith(word + ' '))) {
                return;
            }
            add(word);
            start = end + 1;
        }
    }

    private void add(String word) {
        if (word.startsWith(OPTION)) {
            int equals = word.indexOf('=');
            jars.add(word.substring(OPTION.length(), equals < 0 ? word.length() : equals));
        }
    }

    private static String commandLine() {
        try (InputStream in = new FileInputStream("/proc/self/cmdline")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
            byte[] buffer = new byte[4_096];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        } catch (IOException | SecurityException e) {
            return "";
        }
    }
}
