package io.limpet.standalone.retrain;

import io.limpet.standalone.Progress;
import org.slf4j.Logger;

/** Progress that is in the log, too: nobody looks at a terminal at night. */
final class Spoken {
  private Spoken() {}

  static Progress and(Progress progress, Logger log) {
    return new Progress() {
      @Override
      public void say(String what) {
        log.info("{}", what.strip());
        progress.say(what);
      }

      @Override
      public void at(String what, long done, long total) {
        progress.at(what, done, total);
      }
    };
  }
}
