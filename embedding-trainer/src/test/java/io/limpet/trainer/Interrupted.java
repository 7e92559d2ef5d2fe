package io.limpet.trainer;

import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/** Ends the training of a sequence encoder from within, in the course of an epoch. */
final class Interrupted implements Progress {
  private final int after;
  private final Runnable end;
  private final List<String> said = new ArrayList<>();
  private int epochs;

  /** Does this when so many epochs are done, before the last of them is on the disk. */
  Interrupted(int after, Runnable end) {
    this.after = after;
    this.end = end;
  }

  /** Stops by an exception. */
  static Interrupted after(int epochs) {
    return new Interrupted(
        epochs,
        () -> {
          throw new Stop();
        });
  }

  /** Only listens. */
  static Interrupted never() {
    return new Interrupted(Integer.MAX_VALUE, () -> {});
  }

  /** It was stopped. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** How many epochs were trained. */
  int epochs() {
    return epochs;
  }

  List<String> said() {
    return said;
  }

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public Step begin(String name, long size, String unit) {
    return new Step() {
      @Override
      public void to(long done) {}

      @Override
      public void note(String note) {
        if (name.endsWith("ema") && ++epochs == after) {
          end.run();
        }
      }

      @Override
      public void close() {}
    };
  }
}
