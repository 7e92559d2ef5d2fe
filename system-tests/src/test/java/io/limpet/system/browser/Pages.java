package io.limpet.system.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A sample shop with its stack, and a browser to look at its pages with.
 *
 * @param folder of the stack's data, removed at the end
 */
record Pages(Path folder, SampleShop shop, Chromium chromium) implements AutoCloseable {

  static Pages open(Path chromium) {
    try {
      Path folder = Files.createTempDirectory("limpet-pages-");
      return new Pages(folder, SampleShop.open(folder), Chromium.start(chromium));
    } catch (Exception e) {
      throw new IllegalStateException("opening a sample shop", e);
    }
  }

  /** A window; those before it have forgotten what they stored. */
  Window open(int width) {
    return chromium.open(width, 844);
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    shop.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
