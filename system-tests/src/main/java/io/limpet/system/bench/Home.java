package io.limpet.system.bench;

import java.nio.file.Path;
import java.util.Map;

/** Where Limpet lives, as the launcher tells its programs. */
final class Home {
  /** For a launcher that is started by a program of another: it is built, and by this JDK. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("LIMPET_BUILD", "never", "LIMPET_JAVA_HOME", System.getProperty("java.home"));

  private Home() {}

  /** Its folder. */
  static Path folder() {
    String home = System.getProperty("limpet.home");
    if (home == null) {
      throw new IllegalStateException("limpet.home is not set; start the benchmark with ./limpet");
    }
    return Path.of(home);
  }

  /** The launcher itself. */
  static Path launcher() {
    return folder().resolve("limpet");
  }
}
