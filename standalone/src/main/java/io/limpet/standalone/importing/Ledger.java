package io.limpet.standalone.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.standalone.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far one import has come, in a small file, so that an import that was interrupted goes on
 * where it was, however much later: events that were sent a second time within a day are known by
 * their id, after that only by this.
 */
public final class Ledger {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /**
   * @param folder of all ledgers of a data folder
   * @param name of the import: what makes it the same as an earlier one
   */
  public Ledger(Path folder, String name) {
    this.file = folder.resolve(name + ".json");
  }

  /** How many events are acknowledged. */
  public long events() {
    return read().path("events").asLong();
  }

  /** Whether everything is. */
  public boolean isDone() {
    return read().path("done").asBoolean();
  }

  /** A note that was kept with {@link #start}; empty when there is none. */
  public String note() {
    return read().path("note").asText("");
  }

  /** Begins, keeping a note for when it is to go on. */
  public void start(String note) {
    write(0, false, note);
  }

  /** Some more is acknowledged. */
  public void record(long events) {
    write(events, false, note());
  }

  /** All of it is acknowledged. */
  public void done(long events) {
    write(events, true, note());
  }

  private JsonNode read() {
    try {
      return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
    } catch (IOException e) {
      throw new FailedException(file + " cannot be read: " + e, e);
    }
  }

  private void write(long events, boolean done, String note) {
    var node = JSON.createObjectNode().put("events", events).put("done", done).put("note", note);
    try {
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling("." + file.getFileName());
      Files.write(draft, JSON.writeValueAsBytes(node));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new FailedException(file + " cannot be written: " + e, e);
    }
  }
}
