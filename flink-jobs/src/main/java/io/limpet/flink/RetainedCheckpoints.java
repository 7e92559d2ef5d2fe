package io.limpet.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a job can be restored from. Flink writes {@code {job}/{run}/chk-{n}/_metadata}, the
 * last file of a checkpoint: one that has it is whole.
 */
public final class RetainedCheckpoints {
  private static final int DEPTH = 3;

  private RetainedCheckpoints() {}

  /**
   * The newest whole checkpoint of a job in a local folder.
   *
   * @return what {@code SavepointRestoreSettings.forPath} takes; empty when there is none
   */
  public static Optional<String> newest(JobSettings settings, String job) {
    Path folder = Path.of(URI.create(settings.checkpointsOf(job)));
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(RetainedCheckpoints::written))
          .map(file -> file.resolveSibling("").toUri().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("looking for checkpoints in " + folder, e);
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
