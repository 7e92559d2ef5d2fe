package io.limpet.trainer.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows bars with speed and time left on a terminal, and elsewhere a line when a step begins and
 * ends. Writes to standard error, so that standard output carries results only.
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
    return terminal ? new Bar(name, size) : new Lines(name);
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
    private final String name;
    private final long began = System.nanoTime();
    private String note = "";

    Lines(String name) {
      this.name = name;
    }

    @Override
    public void to(long done) {}

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
