package io.limpet.search.surface;

import io.limpet.search.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A file that sets up the surfaces: read at the start, where it must be right, and again whenever
 * it was changed, where the surfaces of before stay if it is not. One thread looks.
 */
public final class SurfaceFile implements Runnable {
  private static final int BYTES_MOST = 1 << 20;

  private final Path path;
  private final SurfaceStore store;
  private @Nullable Stamp seen;

  /** What tells that a file was changed. */
  private record Stamp(FileTime changed, long bytes) {}

  private SurfaceFile(Path path, SurfaceStore store) {
    this.path = path;
    this.store = store;
  }

  /**
   * Reads the file for the first time.
   *
   * @throws StartException when it cannot be used; names file, field, value and mend
   */
  public static SurfaceFile open(Path path, SurfaceStore store) {
    var file = new SurfaceFile(path, store);
    file.run();
    SurfaceStore.Refusal refusal = store.state().refusal();
    if (refusal != null) {
      throw new StartException(path + ": " + refusal.detail());
    }
    return file;
  }

  /** Takes the file in if it was changed. */
  @Override
  public void run() {
    try {
      var stamp = new Stamp(Files.getLastModifiedTime(path), Files.size(path));
      if (stamp.equals(seen)) {
        return;
      }
      seen = stamp;
      if (stamp.bytes() > BYTES_MOST) {
        store.refuse(
            path.toString(),
            "it has %d bytes; give at most %d".formatted(stamp.bytes(), BYTES_MOST));
        return;
      }
      var unused =
          store.take(
              SurfaceReader.parse(Files.readAllBytes(path)),
              path.toString(),
              "",
              stamp.changed().toMillis());
    } catch (SetupException e) {
      store.refuse(path.toString(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (!GONE.equals(seen)) {
        seen = GONE;
        store.refuse(path.toString(), "it cannot be read: " + e);
      }
    }
  }

  private static final Stamp GONE = new Stamp(FileTime.fromMillis(Long.MIN_VALUE / 2), -1);
}
