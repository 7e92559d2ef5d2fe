package io.limpet.standalone.cli;

import io.limpet.standalone.stack.StackSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a stack keeps its data and listens: the options of {@code up} and {@code demo}. */
final class StackOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "Address the HTTP service listens at (default: ${DEFAULT-VALUE}, this machine only).",
        "There is no authentication: 0.0.0.0 is for trusted networks."
      },
      defaultValue = StackSettings.HOST)
  private String host = StackSettings.HOST;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Port of the HTTP service (default: ${DEFAULT-VALUE}; 0 is any that is free).",
      defaultValue = "" + StackSettings.HTTP_PORT)
  private int httpPort = StackSettings.HTTP_PORT;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      description = "Port of Flink's dashboard (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StackSettings.FLINK_PORT)
  private int flinkPort = StackSettings.FLINK_PORT;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the Kafka broker (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + StackSettings.KAFKA_PORT)
  private int kafkaPort = StackSettings.KAFKA_PORT;

  StackSettings settings() {
    return new StackSettings(data.path(), host, httpPort, flinkPort, kafkaPort);
  }
}
