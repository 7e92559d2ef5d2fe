package io.limpet.trainer.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
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
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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

  /** Writes all three. */
  public void write(
      Comparison comparison, List<Scope> scopes, List<String> users, List<String> items) {
    write("metrics.json", json(comparison));
    write("recommendations.csv", csv(comparison, users, items));
    write("report.html", HtmlReport.of(comparison, scopes));
  }

  private static String json(Comparison comparison) {
    ObjectNode root = JSON.createObjectNode();
    root.put("protocol", comparison.split().protocol());
    root.put("validation", comparison.split().validation().description());
    root.put("test", comparison.split().test().description());
    for (Figures of : comparison.figures()) {
      ObjectNode node =
          root.withObject("models")
              .withObject(of.model())
              .withObject(of.part())
              .withObject(of.scope().label());
      node.put("users", of.cases());
      of.sorted().forEach(node::put);
    }
    comparison
        .seconds()
        .forEach(
            (model, seconds) ->
                root.withObject("models").withObject(model).put("training_seconds", seconds));
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private static String csv(Comparison comparison, List<String> users, List<String> items) {
    StringBuilder csv = new StringBuilder("user_id,rank,item_id,score\n");
    String last = List.copyOf(comparison.lists().keySet()).getLast();
    for (Evaluator.Answer answer : comparison.lists().getOrDefault(last, List.of())) {
      String user = users.get(answer.question().user());
      for (int rank = 0; rank < answer.ranked().length; rank++) {
        CsvLine.append(
            csv, user, rank + 1, items.get(answer.ranked()[rank]), answer.scores()[rank]);
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
