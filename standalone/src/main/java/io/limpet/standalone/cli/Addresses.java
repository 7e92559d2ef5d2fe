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

  /** Three things to try, for a user that is known. */
  static void printTry(Stack stack, String user, Steps steps) {
    String http = stack.http().toString();
    steps.line("  curl '%s/v1/recommendations?user_id=%s&limit=5'".formatted(http, user));
    steps.line(
        ("  curl -X POST %s/v1/events -H 'Content-Type: application/json'"
                + " -d '{\"event\":\"view_item\",\"user_id\":\"%s\",\"item_id\":\"22423\"}'")
            .formatted(http, user));
    steps.line(
        ("  curl -X POST %s/v1/search -H 'Content-Type: application/json'"
                + " -d '{\"query\":\"red mug\",\"user_id\":\"%s\",\"limit\":5}'")
            .formatted(http, user));
    steps.line("");
  }
}
