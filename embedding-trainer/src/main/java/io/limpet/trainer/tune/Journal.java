package io.limpet.trainer.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcomes of a search, a JSON object a line, forced to the disk one by one: what a search that
 * is started again need not do again. The first line says which search it is. A last line that was
 * cut off by a crash is dropped.
 */
public final class Journal implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte NEW_LINE = '\n';

  private final FileChannel out;
  private final List<Outcome> outcomes = new ArrayList<>();

  private Journal(FileChannel out) {
    this.out = out;
  }

  /**
   * Opens the journal of a search, an empty one if there is none.
   *
   * @param search what makes it this search and no other
   * @throws TuneException when it is of another search, or damaged
   */
  public static Journal open(Path file, Map<String, String> search) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Journal journal = new Journal(channel);
      try {
        journal.read(file, search);
      } catch (TuneException e) {
        channel.close();
        throw e;
      }
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private void read(Path file, Map<String, String> search) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != NEW_LINE) {
      whole--;
    }
    out.truncate(whole);
    out.position(whole);
    List<String> lines = new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      ObjectNode head = JSON.createObjectNode();
      search.forEach(head::put);
      append(head);
      return;
    }
    for (int i = 0; i < lines.size(); i++) {
      try {
        JsonNode node = JSON.readTree(lines.get(i));
        if (i == 0) {
          requireSame(file, texts(node), search);
        } else {
          outcomes.add(outcome(node));
        }
      } catch (JsonProcessingException e) {
        throw new TuneException(
            "%s, line %d: is not JSON; give another --out".formatted(file, i + 1));
      }
    }
  }

  private static void requireSame(Path file, Map<String, String> there, Map<String, String> here) {
    here.forEach(
        (name, value) -> {
          if (!value.equals(there.get(name))) {
            throw new TuneException(
                "%s is of another search: %s is %s here and %s there; give the same data and options, or another --out"
                    .formatted(file, name, value, there.get(name)));
          }
        });
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static Outcome outcome(JsonNode node) {
    return new Outcome(
        node.path("trial").asInt(),
        texts(node.path("settings")),
        node.path("epochs").asInt(),
        node.path("score").asDouble(Double.NaN),
        node.path("seconds").asDouble());
  }

  /** The outcome of a trial at this length, if it is there. */
  Optional<Outcome> find(int trial, int epochs) {
    return outcomes.stream().filter(of -> of.trial() == trial && of.epochs() == epochs).findFirst();
  }

  /** All that is there, oldest first. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** One more. */
  void add(Outcome outcome) {
    ObjectNode node = JSON.createObjectNode();
    node.put("trial", outcome.trial());
    node.put("epochs", outcome.epochs());
    if (Double.isNaN(outcome.score())) {
      node.putNull("score");
    } else {
      node.put("score", outcome.score());
    }
    node.put("seconds", outcome.seconds());
    ObjectNode settings = node.putObject("settings");
    outcome.settings().forEach(settings::put);
    try {
      append(node);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be written: " + e.getMessage(), e);
    }
    outcomes.add(outcome);
  }

  private void append(ObjectNode node) throws IOException {
    ByteBuffer line = ByteBuffer.wrap((node + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      out.write(line);
    }
    out.force(false);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the journal", e);
    }
  }
}
