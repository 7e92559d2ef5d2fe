package io.limpet.standalone.cli;

import io.limpet.standalone.stack.Stack;

/** Prints where everything is. */
final class Addresses {
  private Addresses() {}

  static void print(Stack stack, Steps steps) {
    String http = stack.http().toString();
    steps.line("");
    steps.line("  shop             " + http + "/");
    steps.line("  console          " + http + "/console");
    steps.line("  OpenAPI          " + http + "/openapi.yaml");
    steps.line("  metrics          " + http + "/prometheus");
    steps.line("  Flink dashboard  " + stack.flinkDashboard() + "/");
    steps.line("  Kafka            " + stack.bootstrapServers());
    steps.line("  data             " + stack.data().root());
    steps.line("");
  }
}
