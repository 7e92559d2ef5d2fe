package io.limpet.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Generations as text for a terminal, oldest first, each with the one that it came after. */
final class ModelTable {
  /** Measured beside every generation; what is left is the generation itself. */
  private static final Set<String> BASELINES = Set.of("popularity", "trending", "item-knn");

  private static final String FIGURE = ".fresh.ndcg@10";
  private static final String UNKNOWN = "-";

  private final StringBuilder text = new StringBuilder();

  private ModelTable() {
    text.append(
        "%-24s %-12s %-20s %-10s %5s %8s %7s %6s  %s%n"
            .formatted(
                "generation",
                "state",
                "created",
                "encoder",
                "dims",
                "ndcg@10",
                "users",
                "share",
                "parent"));
  }

  /** Of what a running service says. */
  static String of(JsonNode models) {
    ModelTable table = new ModelTable();
    for (JsonNode model : models.path("generations")) {
      Map<String, Double> test = new HashMap<>();
      model
          .path("metrics")
          .path("test")
          .fields()
          .forEachRemaining(metric -> test.put(metric.getKey(), metric.getValue().asDouble()));
      table.line(
          model.path("generation").asText(),
          state(model),
          model.path("created_at").asText(UNKNOWN),
          model.path("encoder").asText(UNKNOWN),
          model.path("dimensions").asText(UNKNOWN),
          figure(test, model.path("encoder").asText()),
          model.path("users").asText(UNKNOWN),
          String.format(Locale.ROOT, "%.0f%%", 100 * model.path("share").asDouble()),
          model.path("parent").asText(UNKNOWN));
      table.detail(model.path("detail").asText(""));
    }
    return table.text.toString();
  }

  /** The state of a generation, of a canary with its share. */
  static String state(JsonNode model) {
    String state = model.path("state").asText(UNKNOWN);
    return model.has("canary_share")
        ? "%s %s%%".formatted(state, percent(model.path("canary_share").asDouble()))
        : state;
  }

  /** Up to one decimal place, so that a share of 0.005 does not read as none. */
  private static String percent(double share) {
    return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(100 * share);
  }

  /** Of a folder; which one is served and to whom is not known of it. */
  static String of(Registry registry) {
    ModelTable table = new ModelTable();
    for (String generation : registry.list()) {
      try {
        Manifest manifest = registry.manifest(generation);
        table.line(
            generation,
            UNKNOWN,
            manifest.createdAt(),
            manifest.encoder(),
            String.valueOf(manifest.dimensions()),
            figure(test(manifest), manifest.encoder()),
            UNKNOWN,
            UNKNOWN,
            manifest.parent() == null ? UNKNOWN : manifest.parent());
      } catch (GenerationException e) {
        String no = UNKNOWN;
        table.line(generation, "damaged", no, no, no, no, no, no, no);
        table.detail(String.valueOf(e.getMessage()));
      }
    }
    return table.text.toString();
  }

  private static Map<String, Double> test(Manifest manifest) {
    Map<String, Map<String, Double>> metrics = manifest.metrics();
    return metrics == null ? Map.of() : metrics.getOrDefault("test", Map.of());
  }

  /** The generation's own figure; a model may bear another name than the encoder it chose. */
  private static String figure(Map<String, Double> test, String encoder) {
    @Nullable Double figure = test.get(encoder + FIGURE);
    if (figure == null) {
      figure =
          test.entrySet().stream()
              .filter(metric -> metric.getKey().endsWith(FIGURE))
              .filter(metric -> !BASELINES.contains(metric.getKey().replace(FIGURE, "")))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
    }
    return figure == null ? UNKNOWN : String.format(Locale.ROOT, "%.4f", figure);
  }

  private void line(
      String generation,
      String state,
      String created,
      String encoder,
      String dimensions,
      String figure,
      String users,
      String share,
      String parent) {
    text.append(
        "%-24s %-12s %-20s %-10s %5s %8s %7s %6s  %s%n"
            .formatted(
                generation, state, created, encoder, dimensions, figure, users, share, parent));
  }

  private void detail(String detail) {
    if (!detail.isEmpty()) {
      text.append("  ").append(detail).append(System.lineSeparator());
    }
  }
}
