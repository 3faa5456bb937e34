// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options in a help text, grouped by the start of their names. The names of settings are too long for a column of
 * their own, so each description is below its name.
 */
final class OptionList implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> groups = help.commandSpec().options().stream()
                .collect(Collectors.groupingBy(OptionList::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        groups.forEach((title, options) -> {
            text.append(help.ansi().string(String.format("%n@|bold %s|@:%n", title)));
            Help.TextTable table = Help.TextTable.forColumns(
                    help.colorScheme(),
                    new Column(6, 2, Column.Overflow.SPAN),
                    new Column(help.commandSpec().usageMessage().width() - 6, 0, Column.Overflow.WRAP));
            options.forEach(option -> rows(option, help).forEach(table::addRowValues));
            text.append(table);
        });
        return text.toString();
    }

    /** Returns {@code dapper.query} for {@code --dapper.query.port}; options without such a start have a group together. */
    private static String group(OptionSpec option) {
        String key = option.longestName().substring(2);
        int end = key.indexOf('.', key.indexOf('.') + 1);
        return end < 0 ? "Options" : key.substring(0, end);
    }

    private static List<Text[]> rows(OptionSpec option, Help help) {
        Help.ColorScheme colors = help.colorScheme();
        Text name = colors.optionText(String.join(", ", option.names()));
        if (option.defaultValue() != null) {
            name = name.concat(colors.optionParamText("=" + option.defaultValue()));
        }
        List<Text[]> rows = new ArrayList<>();
        for (String line : option.description()) {
            rows.add(new Text[] {rows.isEmpty() ? name : colors.text(""), colors.text(line)});
        }
        return rows;
    }
}
