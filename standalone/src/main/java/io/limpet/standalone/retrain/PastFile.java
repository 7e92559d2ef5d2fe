package io.limpet.standalone.retrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.standalone.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** {@code retraining.json} of a data folder: a schedule outlives the process. */
public final class PastFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "retraining.json";

  private final Path file;

  /**
   * @param folder the data folder
   */
  public PastFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /** What is there; nothing where no schedule was ever given, or the file cannot be read. */
  public Optional<Past> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      JsonNode last = root.path("last");
      return Optional.of(
          new Past(
              Instant.parse(root.path("since").asText()),
              last.isObject() ? attempt(last) : null,
              instant(root, "last_full")));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      LoggerFactory.getLogger(PastFile.class)
          .warn("{} cannot be read and is begun anew: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private static Past.Attempt attempt(JsonNode node) {
    return new Past.Attempt(
        Schedule.Kind.valueOf(node.path("kind").asText()),
        Instant.parse(node.path("began").asText()),
        Instant.parse(node.path("until").asText()),
        node.hasNonNull("parent") ? node.path("parent").asText() : null,
        Past.Outcome.valueOf(node.path("outcome").asText()),
        node.path("detail").asText());
  }

  private static @Nullable Instant instant(JsonNode node, String name) {
    return node.hasNonNull(name) ? Instant.parse(node.path(name).asText()) : null;
  }

  void write(Past past) {
    ObjectNode root = JSON.createObjectNode().put("since", past.since().toString());
    if (past.lastFull() != null) {
      root.put("last_full", past.lastFull().toString());
    }
    Past.Attempt last = past.last();
    if (last != null) {
      root.putObject("last")
          .put("kind", last.kind().name())
          .put("began", last.began().toString())
          .put("until", last.until().toString())
          .put("parent", last.parent())
          .put("outcome", last.outcome().name())
          .put("detail", last.detail());
    }
    try {
      Path draft = file.resolveSibling("." + NAME);
      Files.write(draft, JSON.writeValueAsBytes(root));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FailedException("writing " + file + ": " + e, e);
    }
  }
}
