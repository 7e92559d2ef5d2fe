package io.limpet.trainer.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows bars with speed and time left on a terminal, and elsewhere a line every few seconds and
 * when a step ends. Writes to standard error, so that standard output carries results only.
 */
public final class ConsoleProgress implements Progress {
  private final PrintStream err;
  private final boolean terminal;

  /**
   * Progress on this stream.
   *
   * @param terminal whether somebody watches
   */
  public ConsoleProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void say(String line) {
    err.println(line);
  }

  @Override
  public Step begin(String name, long size) {
    return terminal ? new Bar(name, size) : new Lines(name, size);
  }

  private final class Bar implements Step {
    private final ProgressBar bar;

    Bar(String name, long size) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(size)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(err))
              .showSpeed()
              .build();
    }

    @Override
    public void to(long done) {
      bar.stepTo(done);
    }

    @Override
    public void note(String note) {
      bar.setExtraMessage(note);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private final class Lines implements Step {
    private static final long BETWEEN_NANOS = 5_000_000_000L;

    private final String name;
    private final long size;
    private final long began = System.nanoTime();
    private long said = began;
    private String note = "";

    Lines(String name, long size) {
      this.name = name;
      this.size = size;
    }

    @Override
    public void to(long done) {
      long now = System.nanoTime();
      if (now - said > BETWEEN_NANOS && done < size) {
        said = now;
        err.printf("%s: %d %%%s%n", name, 100 * done / size, note);
      }
    }

    @Override
    public void note(String text) {
      note = ", " + text;
    }

    @Override
    public void close() {
      err.printf("%s: %.1f s%s%n", name, (System.nanoTime() - began) / 1e9, note);
    }
  }
}
