package io.limpet.standalone.stack;

import io.limpet.standalone.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a stack keeps, held for one process by a lock that a killed process loses.
 *
 * <pre>
 * VERSION        format of the folder; a release refuses a newer one than its own
 * running.json   where the stack that holds the folder can be reached
 * kafka/         logs of the broker
 * flink/         checkpoints/{job}/..., tmp/; PLACE: where the folder was when they were taken
 * lake/          events, Parquet by day; examples/: what was shown and what became of it
 * models/        registry of generations
 * indexes/       Lucene; can be built anew
 * inbox/         imports that wait for the stack to start
 * imports/       what was imported, so that it is not twice
 * logs/
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
  /** Counts up when a release writes what the one before cannot read. */
  static final int FORMAT = 1;

  /** Less than this free, and neither Kafka nor the checkpoints would get far. */
  static final long LEAST_FREE_BYTES = 200L << 20;

  private static final String LOCK = ".lock";

  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Takes a folder into use, making it when it is not there.
   *
   * @throws RefusedException when it is in use, of a newer release, full, or cannot be written
   */
  public static DataFolder open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    checkVersion(root);
    FileChannel channel = null;
    try {
      Files.createDirectories(root);
      channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(root, channel);
      checkSpace(root);
      writeVersion(root);
      var data = new DataFolder(root, channel);
      data.makeFolders();
      return data;
    } catch (IOException e) {
      closeQuietly(channel);
      throw new RefusedException(
          "data folder %s cannot be written (%s); make it writable or choose another with --data"
              .formatted(root, reason(e)),
          e);
    } catch (RuntimeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /**
   * The same for who runs jobs on it.
   *
   * @throws RefusedException when it was moved since they took their checkpoints, too
   */
  public static DataFolder openForJobs(Path folder) {
    DataFolder data = open(folder);
    try {
      data.checkPlace();
      return data;
    } catch (IOException e) {
      data.close();
      throw new RefusedException(
          "data folder %s cannot be used (%s); make it readable and writable, or choose another with --data"
              .formatted(data.root, reason(e)),
          e);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** Whether a stack holds the folder right now. */
  public static boolean isInUse(Path folder) {
    Path lock = folder.toAbsolutePath().normalize().resolve(LOCK);
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Refuses a folder that a newer release wrote.
   *
   * @throws RefusedException saying both versions
   */
  public static void checkVersion(Path folder) {
    Path version = folder.resolve("VERSION");
    if (!Files.exists(version)) {
      return;
    }
    try {
      String text = Files.readString(version).strip();
      if (!text.matches("[0-9]{1,6}")) {
        throw new RefusedException(
            "%s holds \"%s\", not a version; is %s really a Limpet data folder?"
                .formatted(version, text.length() > 40 ? text.substring(0, 40) : text, folder));
      }
      if (Integer.parseInt(text) > FORMAT) {
        throw new RefusedException(
            "data folder %s has format %s, this release reads up to %d; upgrade Limpet or choose another with --data"
                .formatted(folder, text, FORMAT));
      }
    } catch (IOException e) {
      throw new RefusedException(
          "%s cannot be read (%s); make the data folder readable or choose another with --data"
              .formatted(version, reason(e)),
          e);
    }
  }

  public Path root() {
    return root;
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  /** One folder a job below it. */
  public Path checkpoints() {
    return root.resolve("flink/checkpoints");
  }

  /** Working files of Flink; worth nothing after the process has ended. */
  public Path flinkTemporary() {
    return root.resolve("flink/tmp");
  }

  public Path lake() {
    return root.resolve("lake");
  }

  public Path models() {
    return root.resolve("models");
  }

  public Path indexes() {
    return root.resolve("indexes");
  }

  public Path inbox() {
    return root.resolve("inbox");
  }

  /** What was imported, one file an import. */
  public static Path imports(Path folder) {
    return folder.toAbsolutePath().normalize().resolve("imports");
  }

  /** Where the log files of a folder are, whether or not it is in use. */
  public static Path logs(Path folder) {
    return folder.toAbsolutePath().normalize().resolve("logs");
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  private void makeFolders() throws IOException {
    for (Path path :
        new Path[] {kafka(), checkpoints(), lake(), models(), indexes(), inbox(), logs(root)}) {
      Files.createDirectories(path);
    }
  }

  /**
   * Checkpoints name their files by path. In a folder that was moved they find none, and from a
   * copy the jobs would take over, and in time delete, the files of the original.
   */
  private void checkPlace() throws IOException {
    Path place = root.resolve("flink/PLACE");
    if (Files.exists(place)) {
      String before = Files.readString(place).strip();
      if (before.equals(root.toString())) {
        return;
      }
      if (holdsAny(checkpoints())) {
        throw new RefusedException(
            "data folder %s was at %s when its jobs took their checkpoints, which name their files by that path; move it back, or link it there (ln -s %s %s) and start with --data %s"
                .formatted(root, before, root, before, before));
      }
    }
    write(place, root.toString());
  }

  private static boolean holdsAny(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  private static void lock(Path root, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new RefusedException(
          "data folder %s is in use by a running Limpet; stop it or choose another with --data"
              .formatted(root));
    }
  }

  private static void checkSpace(Path root) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new RefusedException(
          "data folder %s has %d MB free, at least %d are needed; free some or choose another with --data"
              .formatted(root, free >> 20, LEAST_FREE_BYTES >> 20));
    }
  }

  private static void writeVersion(Path root) throws IOException {
    Path version = root.resolve("VERSION");
    if (!Files.exists(version)) {
      write(version, String.valueOf(FORMAT));
    }
  }

  private static void write(Path file, String line) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName());
    Files.writeString(draft, line + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What went wrong in the system's own words, without the names of our classes. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied: " + denied.getFile();
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason() + ": " + failed.getFile();
    }
    return e instanceof FileSystemException failed
        ? "no folder can be made at " + failed.getFile()
        : String.valueOf(e.getMessage());
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written through it: there is nothing to lose.
      }
    }
  }
}
