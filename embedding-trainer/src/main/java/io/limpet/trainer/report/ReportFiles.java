package io.limpet.trainer.report;

import io.limpet.core.item.Item;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Evaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes a comparison into a directory: {@code metrics.json}, {@code recommendations.csv} of the
 * last model and {@code report.html}. Each file appears whole or not at all.
 */
public final class ReportFiles {
  private final Path directory;

  /**
   * Into this directory.
   *
   * @throws UncheckedIOException when it cannot be made
   */
  public ReportFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Writes all three.
   *
   * @param users ids by number
   * @param catalogue items by number
   */
  public void write(Comparison comparison, List<String> users, List<Item> catalogue) {
    write("metrics.json", MetricsJson.of(comparison));
    write("recommendations.csv", csv(comparison, users, catalogue));
    write("report.html", HtmlReport.of(comparison, catalogue));
  }

  private static String csv(Comparison comparison, List<String> users, List<Item> catalogue) {
    StringBuilder csv = new StringBuilder("user_id,rank,item_id,score\n");
    for (Evaluator.Answer answer : comparison.lists()) {
      String user = users.get(answer.question().user());
      for (int rank = 0; rank < answer.ranked().length; rank++) {
        CsvLine.append(
            csv,
            user,
            rank + 1,
            catalogue.get(answer.ranked()[rank]).itemId(),
            answer.scores()[rank]);
      }
    }
    return csv.toString();
  }

  private void write(String name, String text) {
    writeWhole(directory.resolve(name), text);
  }

  /** Writes a file beside its place and renames it. */
  public static void writeWhole(Path target, String text) {
    Path absolute = target.toAbsolutePath();
    Path draft = absolute.resolveSibling("." + absolute.getFileName() + ".draft");
    try {
      Files.createDirectories(absolute.getParent());
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, absolute, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(target + " cannot be written: " + e.getMessage(), e);
    }
  }
}
