package io.limpet.search.generation;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** A generation on its way into memory: how far it is, and what it becomes. Thread-safe. */
public final class Opening {
  private final CompletableFuture<OpenGeneration> opened = new CompletableFuture<>();
  private volatile Progress progress = new Progress(Stage.OPENING, System.currentTimeMillis());

  /** What is done one after the other. */
  public enum Stage {
    /** The files are read and checked against the manifest. */
    OPENING,
    /** The index is built, or opened where that was done before. */
    BUILDING,
    /** The index is read into memory and asked for the first times. */
    WARMING;

    /** As in answers. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How far it is.
   *
   * @param sinceMillis when the stage began, epoch milliseconds
   */
  public record Progress(Stage stage, long sinceMillis) {}

  void reached(Stage stage) {
    progress = new Progress(stage, System.currentTimeMillis());
  }

  Progress progress() {
    return progress;
  }

  /** Completes when it is open, or with why it cannot be. */
  CompletableFuture<OpenGeneration> opened() {
    return opened;
  }
}
