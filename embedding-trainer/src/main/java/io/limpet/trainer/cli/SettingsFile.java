package io.limpet.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.sequence.SequenceSettings;
import io.limpet.trainer.sequence.Tunable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hyper-parameters of a sequence encoder as a flat JSON object, {@code {"width": 64}}. */
final class SettingsFile {
  private static final JsonMapper JSON = new JsonMapper();

  private SettingsFile() {}

  /**
   * The model with what the file says.
   *
   * @throws UsageException when the file or a setting in it cannot be used, or the model has none
   */
  static EmbeddingModel apply(EmbeddingModel model, Path file) {
    if (!(model instanceof Tunable tunable)) {
      throw new UsageException(
          "--settings are those of a sequence encoder, which %s has not; leave them out"
              .formatted(model.name()));
    }
    try {
      return tunable.with(SequenceSettings.apply(tunable.hyper(), read(file)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  private static Map<String, String> read(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) {
        throw new UsageException(file + " is no JSON object; give {\"width\": 64} for one");
      }
      Map<String, String> settings = new LinkedHashMap<>();
      root.fields().forEachRemaining(entry -> settings.put(entry.getKey(), text(entry.getValue())));
      return settings;
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s, line %d: is not JSON (%s); give {\"width\": 64} for one"
              .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UsageException("%s cannot be read (%s); check the path".formatted(file, e));
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
