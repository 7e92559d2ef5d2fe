package io.limpet.standalone.importing;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.stack.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports that wait for a stack to start: one folder each, which appears whole, named so that they
 * are taken in the order they came.
 */
public final class Inbox {
  private static final String INTERACTIONS = "interactions-";
  private static final String ITEMS = "items-";

  private final Path folder;

  public Inbox(Path folder) {
    this.folder = folder;
  }

  /** Copies the files in. */
  public void put(ImportFiles files) {
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempDirectory(folder, ".draft-");
      copy(files.interactions(), draft, INTERACTIONS);
      copy(files.items(), draft, ITEMS);
      String name = "%015d".formatted(System.currentTimeMillis());
      Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FailedException("copying into " + folder + ": " + e, e);
    }
  }

  /** What waits, oldest first. */
  public List<Path> waiting() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  /** The files of an import that waits. */
  public static ImportFiles files(Path entry) {
    return new ImportFiles(find(entry, INTERACTIONS), find(entry, ITEMS));
  }

  /** Removes an import that was taken. */
  public static void remove(Path entry) {
    Folders.delete(entry);
  }

  private static void copy(@Nullable Path file, Path to, String prefix) throws IOException {
    if (file != null) {
      Files.copy(file, to.resolve(prefix + file.getFileName()));
    }
  }

  private static @Nullable Path find(Path entry, String prefix) {
    try (Stream<Path> files = Files.list(entry)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .min(Comparator.naturalOrder())
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + entry, e);
    }
  }
}
