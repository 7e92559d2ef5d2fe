package io.limpet.trainer.checkpoint;

import io.limpet.trainer.progress.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one training: a folder beside the generations, which is gone when the training
 * has ended well.
 *
 * <p>Every file appears whole or not at all: it is written under another name, forced to the disk
 * and renamed, so that a process that is killed leaves the last good one. A disk that cannot take a
 * checkpoint does not end the training; people are told. One training at a time: a lock of the
 * operating system, which goes with the process that held it. Not thread-safe.
 */
public final class CheckpointFolder implements AutoCloseable {
  /** Name of the folder within the registry. */
  public static final String NAME = ".training";

  private static final String RUN = "run";
  private static final String LOCK = "lock";
  private static final String SUFFIX = ".state";
  private static final String DRAFT = ".draft";

  private final Path folder;
  private final boolean resume;
  private final Disk disk;
  private Map<String, String> identity = Map.of();
  private Progress progress = Progress.SILENT;
  private @Nullable FileChannel lock;

  /** Also read by whoever says why the process ends. */
  private volatile @Nullable String last;

  /** What is there belongs to another training, or to an earlier try of this one. */
  private boolean stale;

  private boolean failing;

  /** Takes a new file; a test hands in one that runs full. */
  interface Disk {
    void write(Path file, Snapshot snapshot) throws IOException;
  }

  /**
   * The folder of a registry.
   *
   * @param resume whether to go on from what is there
   */
  public CheckpointFolder(Path registry, boolean resume) {
    this(registry, resume, SnapshotFile::write);
  }

  CheckpointFolder(Path registry, boolean resume, Disk disk) {
    this.folder = registry.resolve(NAME);
    this.resume = resume;
    this.disk = disk;
  }

  /**
   * Opens it for a training.
   *
   * @param training what makes it this training and no other: data, settings, seed
   * @return where its parts leave their states
   * @throws CheckpointException when it is to go on from the checkpoint of another training, or of
   *     one that is still under way
   */
  public Checkpoint begin(Map<String, String> training, Progress tell) {
    identity = Map.copyOf(training);
    progress = tell;
    if (!takeLock()) {
      if (resume) {
        throw new CheckpointException(
            "another training is under way in %s; wait for it, or choose another --out"
                .formatted(folder.getParent()));
      }
      progress.say(
          "another training is under way in %s; this one keeps no checkpoints"
              .formatted(folder.getParent()));
      return Checkpoint.NONE;
    }
    delete(name -> name.endsWith(DRAFT));
    stale = true;
    if (Files.exists(file(RUN))) {
      if (resume) {
        Snapshot run = read(RUN, Map.of());
        requireSame(run.facts());
        stale = false;
        progress.say("going on from the checkpoints in " + folder);
      } else {
        progress.say(
            "an interrupted training left checkpoints in %s; the first of this one replaces them"
                .formatted(folder));
      }
    } else if (resume) {
      progress.say("no checkpoint in %s; starting from the beginning".formatted(folder));
    }
    return new Part("");
  }

  private boolean takeLock() {
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() != null) {
        return true;
      }
    } catch (OverlappingFileLockException e) {
      // Another training of this process.
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be written (%s); make room, or give this user the right to write there"
              .formatted(folder, e),
          e);
    }
    releaseLock();
    return false;
  }

  private void requireSame(Map<String, String> there) {
    Set<String> names = new TreeSet<>(identity.keySet());
    names.addAll(there.keySet());
    List<String> differences =
        names.stream()
            .filter(name -> !identity.getOrDefault(name, "").equals(there.getOrDefault(name, "")))
            .map(
                name ->
                    "%s is %s here and %s there"
                        .formatted(name, shown(identity.get(name)), shown(there.get(name))))
            .toList();
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "%s holds the checkpoint of another training: %s; give the same data and options, or leave out --resume to start anew"
              .formatted(folder, String.join(", ", differences)));
    }
  }

  private static String shown(@Nullable String value) {
    return value == null ? "nothing" : value.length() > 20 ? value.substring(0, 12) + "…" : value;
  }

  /** The last checkpoint that is on the disk, for people; nothing if there is none. */
  public Optional<String> last() {
    return Optional.ofNullable(last).map(title -> title + " in " + folder);
  }

  /** The training has ended well: all of it goes. */
  public void finish() {
    if (lock != null) {
      delete(name -> true);
    }
    close();
  }

  /** Lets go of the folder; what is there stays for another time. */
  @Override
  public void close() {
    if (lock != null) {
      releaseLock();
      try (Stream<Path> entries = Files.list(folder)) {
        boolean isEmpty = entries.allMatch(entry -> entry.endsWith(LOCK));
        if (isEmpty) {
          Files.deleteIfExists(folder.resolve(LOCK));
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        // An empty folder that stays does no harm.
      }
    }
  }

  private void releaseLock() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      // The operating system takes it back with the process.
    }
    lock = null;
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }

  private Snapshot read(String name, Map<String, float[]> into) {
    try {
      return SnapshotFile.read(file(name), into);
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be used: %s; leave out --resume to start anew"
              .formatted(file(name), e.getMessage()),
          e);
    }
  }

  private void write(String name, Snapshot snapshot) throws IOException {
    Path draft = folder.resolve(name + DRAFT);
    try {
      Files.deleteIfExists(draft);
      disk.write(draft, snapshot);
      Files.move(
          draft, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    forceFolder();
  }

  /** So that the new name outlives a power cut, too. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system opens folders; the file itself has been forced.
    }
  }

  private void delete(java.util.function.Predicate<String> which) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals(LOCK) && which.test(name)) {
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing is there to be deleted.
    } catch (IOException e) {
      progress.say("%s could not be cleared: %s".formatted(folder, e));
    }
  }

  private final class Part implements Checkpoint {
    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public Checkpoint of(String part) {
      return new Part(prefix + part + ".");
    }

    @Override
    public boolean save(String name, Snapshot snapshot) {
      try {
        if (stale) {
          delete(any -> true);
          write(RUN, new Snapshot("", identity, Map.of()));
          stale = false;
        }
        write(prefix + name, snapshot);
        if (!snapshot.facts().isEmpty()) {
          last = prefix.replace(".", ", ") + snapshot.title();
          failing = false;
        }
        return true;
      } catch (IOException e) {
        if (!failing) {
          progress.say(
              "no checkpoint of %s: %s; the training goes on, %s"
                  .formatted(
                      snapshot.title(),
                      e.getMessage(),
                      last().map(it -> "--resume would from " + it).orElse("make room")));
        }
        failing = true;
        return false;
      }
    }

    @Override
    public Optional<Map<String, String>> load(String name, Map<String, float[]> into) {
      if (stale || !Files.exists(file(prefix + name))) {
        return Optional.empty();
      }
      Snapshot read = read(prefix + name, into);
      if (!read.facts().isEmpty()) {
        last = prefix.replace(".", ", ") + read.title();
      }
      return Optional.of(read.facts());
    }

    @Override
    public void keepOnly(String... names) {
      Set<String> kept = new TreeSet<>();
      for (String name : names) {
        kept.add(prefix + name + SUFFIX);
      }
      if (!stale) {
        delete(name -> name.startsWith(prefix) && !kept.contains(name));
      }
    }
  }
}
