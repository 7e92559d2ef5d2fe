package io.limpet.search.experiment;

import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.Slices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What visitors did, arm by arm, as {@code limpet.experiment-results} has it; about a kilobyte a
 * slice of an arm. Thread-safe.
 */
public final class ResultStore {
  private static final Moments NOBODY = new Moments(Quantity.DIMENSIONS);

  private final ConcurrentHashMap<String, ArmResult> results = new ConcurrentHashMap<>();

  /** Takes in a record of the topic, null when it was deleted. */
  public void take(String key, @Nullable ArmResult result) {
    if (result == null) {
      results.remove(key);
    } else {
      results.put(key, result);
    }
  }

  /** What the visitors of each arm did, in the order of the arms. */
  public List<Moments> of(Experiment experiment, String slice) {
    return experiment.arms().stream().map(arm -> of(experiment.id(), arm.name(), slice)).toList();
  }

  private Moments of(String experiment, String arm, String slice) {
    ArmResult result = results.get(new ArmResult(experiment, arm, slice, NOBODY).key());
    // One of another release may have counted other things.
    return result == null || result.moments().sums().length != Quantity.DIMENSIONS
        ? NOBODY
        : result.moments();
  }

  /** How many visitors were seen in two arms. */
  public double crossed(Experiment experiment) {
    return of(experiment, Slices.CROSSED).stream().mapToDouble(Moments::count).sum();
  }

  /** The slices of this kind that there are, each with what the visitors of each arm did. */
  public Map<String, List<Moments>> slices(Experiment experiment, Predicate<String> kind) {
    Map<String, List<Moments>> slices = new TreeMap<>();
    var names = new TreeSet<String>();
    for (ArmResult result : results.values()) {
      if (result.experiment().equals(experiment.id()) && kind.test(result.slice())) {
        names.add(result.slice());
      }
    }
    names.forEach(slice -> slices.put(slice, of(experiment, slice)));
    return slices;
  }
}
