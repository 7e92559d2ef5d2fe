package io.limpet.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A shop that has learned, kept beside the one folder in which each population meets it. It is
 * always run in the same place: checkpoints name their files by path, so a copy that runs elsewhere
 * would go on from the files of the folder that it was copied from, and delete them.
 */
final class ClosedLoopFolder {
  private final Path learned;
  private final Path inUse;

  ClosedLoopFolder(Path root) {
    this.learned = root.resolve("learned");
    this.inUse = root.resolve("in-use");
  }

  /** The data folder of the stack. */
  Path inUse() {
    return inUse;
  }

  /** Whether there is something to begin from. */
  boolean hasLearned() {
    return Files.exists(learned);
  }

  /** An empty folder to learn in. */
  void begin() throws IOException {
    delete(inUse);
    Files.createDirectories(inUse);
  }

  /** Keeps what was learned; no stack may be running on it. */
  void keep() throws IOException {
    Path draft = learned.resolveSibling("learned.draft");
    delete(draft);
    copy(inUse, draft);
    Files.move(draft, learned, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts the data folder back to what was learned. */
  void restore() throws IOException {
    delete(inUse);
    copy(learned, inUse);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Scratch.delete(folder);
    }
  }
}
