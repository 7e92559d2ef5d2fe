package io.limpet.standalone.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder, made when it is not there (default: ${DEFAULT-VALUE}).",
      defaultValue = "data")
  private Path data = Path.of("data");

  Path path() {
    return data.toAbsolutePath().normalize();
  }
}
