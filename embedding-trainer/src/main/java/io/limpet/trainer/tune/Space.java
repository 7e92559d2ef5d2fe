package io.limpet.trainer.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;

/** The ranges of a search, a setting each. */
public record Space(List<Range> ranges) {
  private static final JsonMapper JSON = new JsonMapper();

  /** What halving spends is not searched. */
  private static final String BUDGET = "epochs";

  public Space {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new TuneException("there are no ranges; give one at least");
    }
  }

  /** Around the defaults, as far as somebody's data may ask for. */
  public static Space usual() {
    return new Space(
        List.of(
            // Twice the width is two to four times the time; below 64 little is gained in it.
            Range.of("width", List.of("64", "128", "256")),
            // Adam with a warm-up; above, wide encoders go astray, below, epochs do not suffice.
            Range.between("learning_rate", 5e-4, 5e-3, true),
            // Small data wants much left out, large data little.
            Range.between("embedding_dropout", 0.1, 0.7, false),
            Range.between("hidden_dropout", 0.1, 0.7, false),
            Range.between("output_dropout", 0, 0.5, false),
            // More is never worse, but slower; where there are fewer items all are taken.
            Range.of("negatives", List.of("512", "1024", "3072")),
            Range.of("weight_decay", List.of("0", "0.01", "0.1"))));
  }

  /**
   * Reads ranges: {@code {"width": [64, 128], "learning_rate": {"low": 0.001, "high": 0.01, "log":
   * true}}}.
   *
   * @throws TuneException when the file cannot be used
   */
  public static Space read(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      List<Range> ranges = new ArrayList<>();
      if (root != null) {
        root.fields()
            .forEachRemaining(entry -> ranges.add(range(entry.getKey(), entry.getValue())));
      }
      return new Space(ranges);
    } catch (JsonProcessingException e) {
      throw new TuneException(
          "%s, line %d: is not JSON (%s)"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new TuneException("%s cannot be read (%s); check the path".formatted(file, e));
    } catch (TuneException e) {
      throw new TuneException(file + ": " + e.getMessage());
    }
  }

  private static Range range(String name, JsonNode node) {
    if (name.equals(BUDGET)) {
      throw new TuneException(
          "epochs are what the search spends; leave them out and give --epochs");
    }
    if (node.isArray()) {
      return Range.of(
          name, StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList());
    }
    if (node.path("low").isNumber() && node.path("high").isNumber()) {
      return Range.between(
          name,
          node.path("low").asDouble(),
          node.path("high").asDouble(),
          node.path("log").asBoolean());
    }
    throw new TuneException(
        "%s is %s; give a list of values, or {\"low\": 0.1, \"high\": 0.5}".formatted(name, node));
  }

  /**
   * The settings of all trials; the first has none of its own and keeps the defaults. The others
   * are a Latin hypercube (McKay et al., 1979): each setting's range is cut into as many parts as
   * there are trials, and each part is drawn from once, so that few trials see all of it.
   *
   * @param seed of the search
   */
  List<Map<String, String>> draw(int trials, long seed) {
    var random = new SplittableRandom(seed);
    List<Map<String, String>> all = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      all.add(new LinkedHashMap<>());
    }
    for (Range range : ranges) {
      int parts = trials - 1;
      int[] order = new int[parts];
      for (int i = 0; i < parts; i++) {
        int other = random.nextInt(i + 1);
        order[i] = order[other];
        order[other] = i;
      }
      for (int i = 0; i < parts; i++) {
        double share = (order[i] + random.nextDouble()) / parts;
        all.get(i + 1).put(range.name(), range.at(share));
      }
    }
    return all;
  }

  /** For people and for the journal. */
  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    ranges.forEach(range -> all.put("range " + range.name(), range.toString()));
    return all;
  }
}
