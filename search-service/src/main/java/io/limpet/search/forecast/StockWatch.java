package io.limpet.search.forecast;

import io.limpet.core.forecast.Alert;
import io.limpet.core.forecast.Cover;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.topic.Topics;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.Catalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds stock against demand, and raises an alert when something has to be ordered. An item is
 * looked at again when its stock or its forecast has changed. An alert is a record a item in {@code
 * limpet.alerts}; it is settled by deleting it. Every replica of the service looks, and all see the
 * same: what one of them wrote, the next reads and need not write.
 *
 * <p>Any thread may ask; topics tell by their own; one runs {@link #run}.
 */
public final class StockWatch {
  private final Catalogue catalogue;
  private final ForecastStore forecasts;
  private final KafkaWriter writer;
  private final Cover.Policy policy;
  private final LongSupplier clock;
  private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** What a stock is worth by its item's forecast. */
  public record Stocked(Item item, Forecast forecast, Cover cover) {}

  public StockWatch(
      Catalogue catalogue,
      ForecastStore forecasts,
      KafkaWriter writer,
      Cover.Policy policy,
      LongSupplier clock) {
    this.catalogue = catalogue;
    this.forecasts = forecasts;
    this.writer = writer;
    this.policy = policy;
    this.clock = clock;
    forecasts.listen(changed::add);
    catalogue.listen(
        new Catalogue.Listener() {
          @Override
          public void put(int number, CatalogueItem item) {
            changed.add(item.item().itemId());
          }

          @Override
          public void removed(int number) {
            changed.add(catalogue.ids().id(number));
          }
        });
  }

  /** Takes in a record of {@code limpet.alerts}, null when it is settled. */
  public void take(String itemId, @Nullable Alert alert) {
    if (alert == null) {
      alerts.remove(itemId);
    } else {
      alerts.put(itemId, alert);
    }
  }

  /** The alerts that are not settled, the longest standing first. */
  public List<Alert> alerts() {
    List<Alert> all = new ArrayList<>(alerts.values());
    all.sort(Comparator.comparingLong(Alert::raisedMillis).thenComparing(Alert::itemId));
    return all;
  }

  /** What is known of an item's stock; null where its stock or its demand is not. */
  public @Nullable Stocked stocked(String itemId, Cover.Policy by) {
    CatalogueItem known = catalogue.get(itemId);
    Forecast forecast = forecasts.item(itemId);
    Integer stock = known == null ? null : known.item().stock();
    return known == null || stock == null || forecast == null
        ? null
        : new Stocked(known.item(), forecast, Cover.of(stock, forecast, by));
  }

  /** The items whose stock and demand are known, those that run out first first. */
  public List<Stocked> stocked(Cover.Policy by, Predicate<Stocked> wanted) {
    List<Stocked> all = new ArrayList<>();
    catalogue.forEach(
        (item, number) -> {
          Stocked stocked = stocked(item.item().itemId(), by);
          if (stocked != null && wanted.test(stocked)) {
            all.add(stocked);
          }
        });
    all.sort(
        Comparator.<Stocked>comparingDouble(of -> of.cover().days())
            .thenComparing(of -> of.item().itemId()));
    return all;
  }

  /** Looks at what has changed, and writes what has to be said of it. */
  public void run() {
    for (String itemId : List.copyOf(changed)) {
      // Before it is looked at: what changes meanwhile is looked at again.
      changed.remove(itemId);
      Alert due = due(itemId);
      Alert told = alerts.get(itemId);
      if (due == null && told != null) {
        var unused = writer.<Alert>write(Topics.ALERTS, itemId, null);
      } else if (due != null && (told == null || !due.isLike(told))) {
        var unused = writer.write(Topics.ALERTS, itemId, due);
      }
    }
  }

  private @Nullable Alert due(String itemId) {
    Stocked stocked = stocked(itemId, policy);
    if (stocked == null || !stocked.cover().isReorder()) {
      return null;
    }
    Cover cover = stocked.cover();
    return new Alert(
        cover.stock() <= 0 ? Alert.OUT_OF_STOCK : Alert.REORDER,
        itemId,
        cover.stock(),
        Math.rint(cover.days() * 10) / 10,
        cover.order(),
        clock.getAsLong());
  }
}
