package io.limpet.standalone.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints what is being done, each line with the seconds since the process was started. */
public final class Steps {
  private final PrintWriter out;
  private final Instant began;

  Steps(PrintWriter out) {
    this.out = out;
    this.began = begin();
  }

  /** The launcher says when it was called, so that a build counts. */
  private static Instant begin() {
    Long launched = Long.getLong("limpet.began");
    return launched != null
        ? Instant.ofEpochSecond(launched)
        : ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  }

  /** A step begins or ends. */
  public void say(String what) {
    out.printf(Locale.ROOT, "[%5.1f s] %s%n", elapsed().toMillis() / 1000.0, what);
    out.flush();
  }

  /** A line without a time. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  public Duration elapsed() {
    return Duration.between(began, Instant.now());
  }
}
