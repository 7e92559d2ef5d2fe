package io.limpet.trainer.progress;

import java.io.PrintStream;
import java.util.function.LongSupplier;
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
  private final LongSupplier nanos;

  /**
   * Progress on this stream.
   *
   * @param terminal whether somebody watches
   */
  public ConsoleProgress(PrintStream err, boolean terminal) {
    this(err, terminal, System::nanoTime);
  }

  ConsoleProgress(PrintStream err, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public void say(String line) {
    err.println(line);
  }

  @Override
  public Step begin(String name, long size, String unit) {
    return terminal ? new Bar(name, size, unit) : new Lines(name, size, unit);
  }

  private final class Bar implements Step {
    private final ProgressBar bar;

    Bar(String name, long size, String unit) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(size)
              .setUnit(unit.isEmpty() ? "" : " " + unit, 1)
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
    private final String unit;
    private final long began = nanos.getAsLong();
    private long said = began;
    private long first = -1;
    private String note = "";

    Lines(String name, long size, String unit) {
      this.name = name;
      this.size = size;
      this.unit = unit;
    }

    @Override
    public void to(long done) {
      long now = nanos.getAsLong();
      // Resumed work begins in the middle; what was done before says nothing of the speed.
      first = first < 0 ? done : first;
      if (now - said > BETWEEN_NANOS && done < size) {
        said = now;
        double perSecond = (done - first) / ((now - began) / 1e9);
        String speed = unit.isEmpty() ? "" : ", %,.0f %s/s".formatted(perSecond, unit);
        String left = perSecond > 0 ? ", %,.0f s left".formatted((size - done) / perSecond) : "";
        err.printf("%s: %d %%%s%s%s%n", name, 100 * done / size, speed, left, note);
      }
    }

    @Override
    public void note(String text) {
      note = ", " + text;
    }

    @Override
    public void close() {
      err.printf("%s: %.1f s%s%n", name, (nanos.getAsLong() - began) / 1e9, note);
    }
  }
}
