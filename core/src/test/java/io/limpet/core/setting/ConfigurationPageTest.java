package io.limpet.core.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says of every setting what the code says. */
class ConfigurationPageTest {
  @Test
  void tableSaysWhatTheListSays() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "configuration.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertThat(rows)
        .as("the table ought to be:\n%s", String.join("\n", table()))
        .containsExactlyElementsOf(table());
  }

  private static List<String> table() {
    return Arrays.stream(Setting.values())
        .map(
            setting ->
                "| `%s` | %s | %s | %s | %s |"
                    .formatted(
                        setting.isOfFiles() ? setting.key() : setting.variable(),
                        setting.parts().stream()
                            .sorted()
                            .map(Part::label)
                            .collect(Collectors.joining(", ")),
                        setting.kind().line(),
                        setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`",
                        setting.meaning()))
        .toList();
  }
}
