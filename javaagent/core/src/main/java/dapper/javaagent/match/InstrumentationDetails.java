// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of the index that is read when the first target of an instrumentation appears. Immutable. */
public final class InstrumentationDetails {
    private final List<String> injected;
    private final List<LibraryReference> references;

    private InstrumentationDetails(List<String> injected, List<LibraryReference> references) {
        this.injected = Collections.unmodifiableList(injected);
        this.references = Collections.unmodifiableList(references);
    }

    static InstrumentationDetails read(String className, ClassLoader agentLoader) {
        List<String> injected = new ArrayList<>();
        List<LibraryReference> references = new ArrayList<>();
        try {
            InputStream stream = agentLoader.getResourceAsStream("META-INF/dapper/" + className + ".details");
            if (stream == null) {
                throw new IllegalStateException("the index has no details of " + className);
            }
            for (String[] line : Lines.read(stream)) {
                if (line[0].equals("inject")) {
                    injected.add(line[1]);
                } else if (!line[0].equals("advice")) {
                    references.add(LibraryReference.of(line));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the details of " + className + " cannot be read", e);
        }
        return new InstrumentationDetails(injected, references);
    }

    /** Internal names, supertypes first. */
    public List<String> injected() {
        return injected;
    }

    public List<LibraryReference> references() {
        return references;
    }
}
