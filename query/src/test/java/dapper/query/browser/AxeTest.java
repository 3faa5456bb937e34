// SPDX-License-Identifier: Apache-2.0
package dapper.query.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests with axe-core: all of its rules, including best-practice and experimental ones. */
abstract class AxeTest extends ViewerTest {
    private static final String VIOLATIONS = """
            async () => {
              const dark = matchMedia('(prefers-color-scheme: dark)').matches;
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'];
              const only = dark ? { type: 'rule', values: ['color-contrast'] } : tags; // All else is the same in the dark.
              const { violations } = await axe.run(document, { runOnly: only });
              return violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target + ' ' + node.failureSummary));
            }""";

    @BeforeEach
    void addAxe() throws IOException {
        try (InputStream in = Objects.requireNonNull(AxeTest.class.getResourceAsStream("/axe.min.js"))) {
            context.addInitScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The page as it is passes every rule. */
    void check() {
        assertThat((List<?>) page.evaluate(VIOLATIONS)).isEmpty();
        // For its report axe copies elements whose styles a script has set, and the policy refuses the copies.
        complaints.removeIf(complaint -> complaint.startsWith("Applying inline style"));
    }
}
