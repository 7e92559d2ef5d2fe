package io.limpet.standalone.cli;

import io.limpet.core.setting.Part;
import io.limpet.core.setting.Settings;
import io.limpet.standalone.RefusedException;

/** What the environment and the file of settings say to a command. */
final class Given {
  private Given() {}

  /**
   * The settings of this process; properties of its JVM go before the environment.
   *
   * @throws RefusedException naming the first that is no setting or cannot be used
   */
  static Settings settings() {
    try {
      return Settings.ofProcess().with(System.getProperties(), Part.STACK);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), e);
    }
  }
}
