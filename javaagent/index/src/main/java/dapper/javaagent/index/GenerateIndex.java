// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Run by the build of every module with instrumentations, after its classes are compiled: {@code GenerateIndex <classes
 * directory> <directory for the files of the test agent>}.
 */
public final class GenerateIndex {
    private GenerateIndex() {}

    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        if (!Files.isDirectory(classes)) {
            return; // the parent itself, which has no classes
        }
        ModuleClasses module = ModuleClasses.in(classes);
        List<String> names = new IndexWriter(classes, module).write();
        new TestAgentFiles(Path.of(arguments[1])).write(classes, module);
        System.out.println("Indexed instrumentations: " + String.join(", ", names));
    }
}
