package io.limpet.trainer.progress;

/** Tells people how far a long piece of work is. */
public interface Progress {
  /** Says nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void say(String line) {}

        @Override
        public Step begin(String name, long size, String unit) {
          return new Step() {
            @Override
            public void to(long done) {}

            @Override
            public void note(String note) {}

            @Override
            public void close() {}
          };
        }
      };

  /** A line of its own. */
  void say(String line);

  /**
   * Begins a step.
   *
   * @param name what is done, as people say it
   * @param size how many units it has
   */
  default Step begin(String name, long size) {
    return begin(name, size, "");
  }

  /**
   * Begins a step.
   *
   * @param name what is done, as people say it
   * @param size how many units it has
   * @param unit what they are, in the plural; empty when their number tells people nothing
   */
  Step begin(String name, long size, String unit);

  /** A piece of work under way. */
  interface Step extends AutoCloseable {
    /** So many units are done. */
    void to(long done);

    /** Something to show beside it, the loss for one. */
    void note(String note);

    /** It is over. */
    @Override
    void close();
  }
}
