package io.limpet.search.tuning;

import io.limpet.core.tuning.TuningRecord;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tunings, as {@code limpet.tunings} has them. Thread-safe. */
public final class TuningStore {
  private final ConcurrentHashMap<String, TuningRecord> records = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, String> problems = new ConcurrentHashMap<>();

  /** Takes in a record of the topic, null when it was deleted. */
  public void take(String id, @Nullable TuningRecord record) {
    if (record == null) {
      records.remove(id);
    } else {
      records.put(id, record);
    }
  }

  /** All, by id. */
  public Map<String, TuningRecord> records() {
    return new TreeMap<>(records);
  }

  /** The one of this id, null if there is none. */
  public @Nullable TuningRecord get(String id) {
    return records.get(id);
  }

  /**
   * The one of this id.
   *
   * @throws NoSuchElementException when there is none
   */
  public TuningRecord needed(String id) {
    TuningRecord record = records.get(id);
    if (record == null) {
      throw new NoSuchElementException("there is no tuning \"%s\"".formatted(id));
    }
    return record;
  }

  /** Why a tuning gets no further here, null if it does. */
  public @Nullable String problem(String id) {
    return problems.get(id);
  }

  void problem(String id, @Nullable String problem) {
    if (problem == null) {
      problems.remove(id);
    } else {
      problems.put(id, problem);
    }
  }
}
