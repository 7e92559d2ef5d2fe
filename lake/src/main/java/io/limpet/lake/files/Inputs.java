package io.limpet.lake.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files and says in plain words why one cannot be read. */
final class Inputs {
  private static final int BUFFER = 1 << 16;

  private Inputs() {}

  /** The bytes of a file, unpacked if they are gzip, whatever its name. */
  static InputStream open(Path file) {
    requireFile(file);
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      if (!gzip && file.toString().endsWith(".gz")) {
        raw.close();
        throw BadInputException.ofFile(file, "is named .gz but is not gzip; rename it");
      }
      return gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw BadInputException.ofFile(
          file, "there is no such file (" + file.toAbsolutePath() + "); check the path");
    }
    if (!Files.isReadable(file)) {
      throw BadInputException.ofFile(file, "cannot be read; give this user the right to read it");
    }
  }

  /** What an error of reading means for whoever gave the file. */
  static BadInputException unreadable(Path file, IOException e) {
    String fault =
        switch (e) {
          case EOFException cut -> "ends in the middle of its gzip data; copy it again";
          case ZipException damaged -> "has damaged gzip data; copy it again";
          case CharacterCodingException coding -> "is not UTF-8 text; save it as UTF-8";
          default -> "cannot be read (" + e.getMessage() + "); check the disk and the file";
        };
    BadInputException bad = BadInputException.ofFile(file, fault);
    bad.initCause(e);
    return bad;
  }
}
