package io.limpet.trainer.read;

import io.limpet.core.event.EventType;
import io.limpet.core.identity.SignIn;
import io.limpet.core.identity.SignIns;
import io.limpet.core.item.Item;
import io.limpet.lake.Lake;
import io.limpet.lake.files.BadRows;
import io.limpet.lake.files.Interaction;
import io.limpet.lake.files.InteractionFile;
import io.limpet.lake.files.ItemFile;
import io.limpet.lake.row.LakeRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a training reads.
 *
 * @param interactions who did what when; every item of the catalogue has a number in it
 * @param catalogue what is known of each item, by number; only the id where nothing is
 * @param leftOut how many rows of the lake were left out because a program had caused them
 * @param vectors that came along with the items
 */
public record DataSet(
    Interactions interactions, List<Item> catalogue, long leftOut, SuppliedVectors vectors) {

  public DataSet {
    catalogue = List.copyOf(catalogue);
  }

  /** Without vectors that came along. */
  public DataSet(Interactions interactions, List<Item> catalogue, long leftOut) {
    this(interactions, catalogue, leftOut, SuppliedVectors.NONE);
  }

  /** The same with vectors of items that came along. */
  public DataSet with(SuppliedVectors vectors) {
    return new DataSet(interactions, catalogue, leftOut, vectors);
  }

  /**
   * Reads files.
   *
   * @param items JSONL, or null
   * @throws io.limpet.lake.files.BadInputException when one cannot be used
   */
  public static DataSet ofFiles(Path interactions, @Nullable Path items) {
    return ofFiles(interactions, BadRows.none(), items, BadRows.none());
  }

  /**
   * Reads files some of whose rows may be left out.
   *
   * @param badInteractions is told of those of the first
   * @param items JSONL, or null
   * @param badItems is told of those of the second
   * @throws io.limpet.lake.files.BadInputException when one cannot be used
   */
  public static DataSet ofFiles(
      Path interactions, BadRows badInteractions, @Nullable Path items, BadRows badItems) {
    Map<String, Item> catalogue = catalogue(items, badItems);
    InteractionsBuilder builder = builder(catalogue);
    try (InteractionFile file = InteractionFile.open(interactions, badInteractions)) {
      while (file.hasNext()) {
        Interaction row = file.next();
        add(row, builder);
      }
    }
    return of(builder.build(), catalogue, 0);
  }

  /**
   * Reads an event lake. Impressions and events without an item say nothing of taste and are passed
   * over. What was done on a device by nobody in particular is of who signed in there next, by the
   * times of the events.
   *
   * @param items JSONL, or null
   * @param withSynthetic whether to learn from events that a program caused, too
   * @param receivedBefore only events that reached Kafka before this time, epoch milliseconds: a
   *     lake that grows is the same lake to whoever names the same time
   */
  public static DataSet ofLake(
      Path lake, @Nullable Path items, boolean withSynthetic, long receivedBefore) {
    Map<String, Item> catalogue = catalogue(items, BadRows.none());
    InteractionsBuilder builder = builder(catalogue);
    Map<String, List<SignIn>> signIns = new HashMap<>();
    long[] leftOut = {0};
    new Lake(lake)
        .forEach(
            row -> {
              if (row.receivedMillis() >= receivedBefore) {
                return;
              }
              if (row.synthetic() && !withSynthetic) {
                leftOut[0]++;
              } else if (row.type() == EventType.IDENTIFY) {
                add(row, signIns);
              } else {
                add(row, builder);
              }
            });
    Map<String, SignIns> byDevice = new HashMap<>();
    signIns.forEach((device, all) -> byDevice.put(device, SignIns.ofAll(all)));
    builder.signedIn(byDevice);
    return of(builder.build(), catalogue, leftOut[0]);
  }

  private static void add(Interaction row, InteractionsBuilder builder) {
    Double rating = row.type() == EventType.RATE ? row.value() : null;
    if (rating == null) {
      builder.add(row.userId(), row.itemId(), row.type(), row.timestampMillis());
    } else {
      builder.add(
          row.userId(), row.itemId(), row.type(), row.timestampMillis(), rating.floatValue());
    }
  }

  private static void add(LakeRow row, Map<String, List<SignIn>> signIns) {
    String user = row.userId();
    if (user != null) {
      signIns
          .computeIfAbsent(row.visitor(), device -> new ArrayList<>())
          .add(new SignIn(user, row.timestampMillis(), row.receivedMillis()));
    }
  }

  private static void add(LakeRow row, InteractionsBuilder builder) {
    if (row.itemId() != null && row.type().defaultWeight() != 0) {
      builder.add(row.visitor(), row.itemId(), row.type(), row.timestampMillis());
    }
  }

  private static Map<String, Item> catalogue(@Nullable Path file, BadRows badRows) {
    Map<String, Item> catalogue = new LinkedHashMap<>();
    if (file != null) {
      try (ItemFile items = ItemFile.open(file, badRows)) {
        while (items.hasNext()) {
          Item item = items.next();
          catalogue.put(item.itemId(), item);
        }
      }
    }
    return catalogue;
  }

  private static InteractionsBuilder builder(Map<String, Item> catalogue) {
    return new InteractionsBuilder().withItems(List.copyOf(catalogue.keySet()));
  }

  private static DataSet of(Interactions interactions, Map<String, Item> catalogue, long leftOut) {
    List<Item> items = new ArrayList<>(interactions.items());
    for (String id : interactions.itemIds()) {
      Item item = catalogue.get(id);
      items.add(item == null ? Item.of(id) : item);
    }
    return new DataSet(interactions, items, leftOut);
  }
}
