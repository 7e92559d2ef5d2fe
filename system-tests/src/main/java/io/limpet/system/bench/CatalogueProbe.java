package io.limpet.system.bench;

import io.limpet.core.item.Item;
import io.limpet.system.load.Latencies;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * From the moment a change of the catalogue is sent to the first answer that has it: asked again
 * and again, without a pause. An item of a category that no other has is put, an answer filtered to
 * the category is asked for until it holds it, and then, with the stock at 0, until it does not.
 *
 * @param name of the items, that no other run has used
 */
record CatalogueProbe(Service service, String name) {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /** What was measured; 30 seconds where an answer never had it. */
  record Measured(Latencies shown, Latencies gone) {}

  Measured run(int probes) {
    var measured = new Measured(new Latencies(), new Latencies());
    for (int i = 0; i < probes; i++) {
      String id = name + "-" + i;
      measured.shown().addNanos(until(item(id, 10), () -> holds(id)));
      measured.gone().addNanos(until(item(id, 0), () -> !holds(id)));
    }
    return measured;
  }

  private long until(Item change, BooleanSupplier seen) {
    long from = System.nanoTime();
    service.put(List.of(change));
    while (!seen.getAsBoolean() && System.nanoTime() - from < PATIENCE_NANOS) {
      Thread.onSpinWait();
    }
    return System.nanoTime() - from;
  }

  private boolean holds(String id) {
    return service.recommendWhere("category = 'Only %s'".formatted(id)).contains(id);
  }

  private static Item item(String id, int stock) {
    return new Item(
        id, "Something new", null, List.of("Only " + id), null, 1.0, "GBP", stock, null, List.of());
  }
}
