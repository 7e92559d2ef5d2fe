package io.limpet.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;

/**
 * The checkpoints of one job on disk: {@code {job}/{job id}/chk-{n}/_metadata}. Flink renames the
 * metadata into place last, so a checkpoint that has it is complete.
 */
final class Checkpoints {
  private static final Pattern FOLDER = Pattern.compile("chk-([0-9]{1,18})");

  private final Path folder;

  /**
   * @param folder of the job
   * @param jobId the same at every start, so that a job goes on in its own folder
   */
  Checkpoints(Path folder, JobID jobId) {
    this.folder = folder.resolve(jobId.toHexString());
  }

  /** The newest complete one. */
  Optional<Path> newest() {
    return folders().stream()
        .filter(path -> Files.exists(path.resolve("_metadata")))
        .max(Comparator.comparingLong(Checkpoints::number));
  }

  /** Removes what a killed process left behind: every folder but the one kept. */
  void removeAllBut(Optional<Path> kept) {
    for (Path path : folders()) {
      if (!path.equals(kept.orElse(null))) {
        Folders.delete(path);
      }
    }
  }

  /** Makes a savepoint the newest: the job's next start is from it. It is moved here. */
  void adopt(Path savepoint) {
    long newest = folders().stream().mapToLong(Checkpoints::number).max().orElse(0);
    try {
      Files.createDirectories(folder);
      Files.move(savepoint, folder.resolve("chk-" + (newest + 1)), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("moving " + savepoint + " to " + folder, e);
    }
  }

  private List<Path> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(path -> number(path) >= 0).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  private static long number(Path path) {
    Matcher matcher = FOLDER.matcher(path.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
