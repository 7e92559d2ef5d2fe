package io.limpet.search.forecast;

import io.limpet.core.forecast.Forecast;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The forecasts of {@code limpet.forecasts}. One thread writes, any number read. */
public final class ForecastStore {
  private final Map<String, Forecast> forecasts = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /** Tells {@code listener} the id of every item whose forecast has changed from now on. */
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Takes in a record of the topic, null when it was deleted; an older version is passed over. */
  public void take(String key, @Nullable Forecast forecast) {
    if (forecast == null) {
      forecasts.remove(key);
    } else {
      forecasts.merge(
          key, forecast, (known, next) -> next.version() >= known.version() ? next : known);
    }
    String prefix = Forecast.ITEM + "/";
    if (key.startsWith(prefix)) {
      listeners.forEach(listener -> listener.accept(key.substring(prefix.length())));
    }
  }

  /** The forecast of an item, null if there is none. */
  public @Nullable Forecast item(String itemId) {
    return forecasts.get(Forecast.ITEM + "/" + itemId);
  }

  /** The forecast of a category, null if there is none. */
  public @Nullable Forecast category(String name) {
    return forecasts.get(Forecast.CATEGORY + "/" + name);
  }
}
