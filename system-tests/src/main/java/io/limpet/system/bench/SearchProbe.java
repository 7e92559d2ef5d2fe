package io.limpet.system.bench;

import io.limpet.system.load.Latencies;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long pages of {@code /v1/search} take, one after the other, by the kind of question. */
record SearchProbe(Service service) {
  private static final int WARM_UP = 5;
  private static final int TIMES = 30;

  /** Adds a row a question to a made-up shop: its titles are "Category 12 number 2423". */
  void addTo(BenchReport report) {
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("browse everything", "{}");
    questions.put("browse a category", "{\"filter\":\"category = 'Category 7'\"}");
    questions.put("browse by price and brand", "{\"filter\":\"price < 3 and brand = 'Brand 1'\"}");
    questions.put("words that 200 items have", "{\"query\":\"category 7\"}");
    questions.put("words that all items have", "{\"query\":\"category number\"}");
    questions.put("words of one item", "{\"query\":\"number 1234\"}");
    questions.forEach(
        (name, body) -> {
          var latencies = new Latencies();
          int total = 0;
          for (int i = -WARM_UP; i < TIMES; i++) {
            long from = System.nanoTime();
            total = service.found(body);
            if (i >= 0) {
              latencies.addNanos(System.nanoTime() - from);
            }
          }
          Latencies.Summary s = latencies.summary();
          report.row(
              "search (ms)", "question", name, "found", total, "p50", s.p50(), "p95", s.p95());
        });
  }
}
