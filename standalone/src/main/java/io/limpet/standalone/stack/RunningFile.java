package io.limpet.standalone.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.standalone.FailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code running.json}: how the other commands find the stack that holds a data folder. */
public final class RunningFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "running.json";

  private RunningFile() {}

  /** Where a running stack is. */
  public record Addresses(URI http, URI flink, String kafka) {}

  static void write(DataFolder data, URI http, URI flink, String kafka) {
    var node =
        JSON.createObjectNode()
            .put("pid", ProcessHandle.current().pid())
            .put("http", http.toString())
            .put("flink", flink.toString())
            .put("kafka", kafka);
    try {
      Path draft = data.root().resolve("." + NAME);
      Files.write(draft, JSON.writeValueAsBytes(node));
      Files.move(draft, data.root().resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FailedException("writing " + NAME + ": " + e, e);
    }
  }

  static void delete(DataFolder data) {
    try {
      Files.deleteIfExists(data.root().resolve(NAME));
    } catch (IOException e) {
      // The lock decides whether a stack runs; a file that is left over says nothing.
    }
  }

  /** The stack that holds this folder; empty when none does. */
  public static Optional<Addresses> find(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file) || !DataFolder.isInUse(folder)) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(file.toFile());
      if (ProcessHandle.of(node.path("pid").asLong()).isEmpty()) {
        // Of a stack that was killed; the one that holds the folder is only starting.
        return Optional.empty();
      }
      return Optional.of(
          new Addresses(
              URI.create(node.path("http").asText()),
              URI.create(node.path("flink").asText()),
              node.path("kafka").asText()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
