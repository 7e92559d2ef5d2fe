package io.limpet.trainer;

import io.limpet.core.event.EventType;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.SplittableRandom;

/** A made-up shop where only popularity tells anything: nobody has a taste of their own. */
final class Noise {
  private Noise() {}

  static DataSet data() {
    var random = new SplittableRandom(3);
    var builder = new InteractionsBuilder();
    Clusters.catalogue().forEach(item -> builder.withItems(java.util.List.of(item.itemId())));
    for (int user = 0; user < 150; user++) {
      for (int i = 0; i < 8; i++) {
        double u = random.nextDouble();
        builder.add(
            "user-" + user,
            Clusters.item((int) (Clusters.ITEMS * u * u * u)),
            EventType.PURCHASE,
            Clusters.BEGIN + random.nextInt(40_000) * 60_000L);
      }
    }
    return new DataSet(builder.build(), Clusters.catalogue(), 0);
  }
}
