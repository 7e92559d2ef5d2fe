package io.limpet.standalone.cli;

import io.limpet.standalone.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints what is being done, each line with the seconds since the process was started. */
public final class Steps implements Progress {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final Instant began;
  private Instant said = Instant.EPOCH;

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

  @Override
  public void say(String what) {
    out.printf(Locale.ROOT, "[%5.1f s] %s%n", elapsed().toMillis() / 1000.0, what);
    out.flush();
  }

  /** Says how far it is every few seconds, and at the end. */
  @Override
  public void at(String what, long done, long total) {
    Instant now = Instant.now();
    if (done >= total || Duration.between(said, now).compareTo(BETWEEN) > 0) {
      said = now;
      say(String.format(Locale.ROOT, "  %,d of %,d %s", done, total, what));
    }
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
