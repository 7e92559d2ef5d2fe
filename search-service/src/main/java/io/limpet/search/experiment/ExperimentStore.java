package io.limpet.search.experiment;

import io.limpet.core.experiment.Arm;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.ExperimentRecord.State;
import io.limpet.search.surface.SetupException;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceStore;
import io.limpet.search.surface.Surfaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The experiments, as {@code limpet.experiments} has them, and which of them decide. One that
 * cannot do what it should, because a surface or a generation has changed under it, decides for
 * nobody, the control not excepted, and says why: its arms stay comparable. Thread-safe; {@link
 * #plan} is one read of a field.
 */
public final class ExperimentStore {
  private final SurfaceStore surfaces;
  private final Predicate<String> isOpen;
  private final LongSupplier clock;
  private final Map<String, ExperimentRecord> records = new TreeMap<>();
  private volatile Plan plan = Plan.NOTHING;

  /**
   * What decides.
   *
   * @param of the surfaces that it was made for
   * @param holdout null if there is none
   * @param bySurface the experiments of each surface, which share no visitor
   * @param patched surfaces of arms, by experiment, arm and surface
   * @param problems why an experiment decides nothing, by id
   */
  record Plan(
      @Nullable Surfaces of,
      @Nullable Live holdout,
      Map<String, List<Live>> bySurface,
      Map<String, Surface> patched,
      Map<String, String> problems) {
    static final Plan NOTHING = new Plan(null, null, Map.of(), Map.of(), Map.of());

    boolean isEmpty() {
      return holdout == null && bySurface.isEmpty();
    }

    /** The surface of an arm; the one given where the arm leaves it as it is. */
    Surface surface(Experiment experiment, Arm arm, Surface otherwise) {
      return arm.surface() == null
          ? otherwise
          : patched.getOrDefault(key(experiment, arm, otherwise.name()), otherwise);
    }

    static String key(Experiment experiment, Arm arm, String surface) {
      return experiment.id() + "/" + arm.name() + "/" + surface;
    }
  }

  /**
   * @param isOpen whether a generation can answer
   */
  public ExperimentStore(SurfaceStore surfaces, Predicate<String> isOpen, LongSupplier clock) {
    this.surfaces = surfaces;
    this.isOpen = isOpen;
    this.clock = clock;
  }

  /** Takes in a record of the topic. */
  public synchronized void take(String id, @Nullable ExperimentRecord record) {
    if (record == null) {
      records.remove(id);
    } else {
      records.put(id, record);
    }
    refresh();
  }

  /** What decides now. */
  Plan plan() {
    return plan;
  }

  /** Looks again at what experiments rest on: surfaces, generations and time. */
  public synchronized void refresh() {
    Surfaces current = surfaces.current();
    long now = clock.getAsLong();
    Map<String, List<Live>> bySurface = new HashMap<>();
    Map<String, Surface> patched = new HashMap<>();
    Map<String, String> problems = new HashMap<>();
    List<Live> taken = new ArrayList<>();
    Live holdout = null;
    for (Map.Entry<String, ExperimentRecord> one : open(now)) {
      try {
        Live live = live(one.getKey(), one.getValue());
        if (live.experiment().isHoldout()) {
          holdout = holdout == null ? live : holdout;
          continue;
        }
        check(live, taken);
        Map<String, Surface> own = patched(live.experiment(), current);
        taken.add(live);
        patched.putAll(own);
        for (String surface : live.experiment().surfaces()) {
          bySurface.computeIfAbsent(surface, name -> new ArrayList<>()).add(live);
        }
      } catch (SetupException e) {
        problems.put(one.getKey(), String.valueOf(e.getMessage()));
      }
    }
    plan = new Plan(current, holdout, Map.copyOf(bySurface), Map.copyOf(patched), problems);
  }

  private List<Map.Entry<String, ExperimentRecord>> open(long now) {
    return records.entrySet().stream()
        .filter(one -> one.getValue().isOpen(now))
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, ExperimentRecord> one) -> one.getValue().startedMillis())
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static Live live(String id, ExperimentRecord record) {
    return Live.of(
        ExperimentReader.read(id, record.experiment()),
        record.slots(),
        record.fromMillis(),
        record.untilMillis());
  }

  private void check(Live live, List<Live> before) {
    for (Arm arm : live.experiment().arms()) {
      String generation = arm.generation();
      if (generation != null && !isOpen.test(generation)) {
        throw new SetupException(
            "arms",
            "generation \"%s\" is not open; it is being opened, or look at /v1/models for why it cannot be"
                .formatted(generation));
      }
    }
    // Two replicas may have started two experiments at once; the earlier one stays.
    for (Live other : before) {
      boolean sameSurface =
          other.experiment().surfaces().stream().anyMatch(live.experiment().surfaces()::contains);
      boolean sameLayer = other.experiment().layer().equals(live.experiment().layer());
      boolean share =
          sameLayer
              && live.slots().ranges().stream()
                  .anyMatch(at -> other.slots().holds(at) && live.slots().holds(at));
      if (share || (sameSurface && !sameLayer)) {
        throw new SetupException(
            "layer",
            "it shares visitors with \"%s\", which was started before it; stop one of them"
                .formatted(other.experiment().id()));
      }
    }
  }

  /** The surfaces of the arms. */
  private Map<String, Surface> patched(Experiment experiment, Surfaces current) {
    Map<String, Surface> patched = new HashMap<>();
    for (String name : experiment.surfaces()) {
      Surface surface = known(current, name);
      for (Arm arm : experiment.arms()) {
        if (arm.surface() != null) {
          patched.put(
              Plan.key(experiment, arm, name), surfaces.reader().patched(surface, arm.surface()));
        }
      }
    }
    return patched;
  }

  private static Surface known(Surfaces current, String name) {
    return current
        .named(name)
        .orElseThrow(
            () ->
                new SetupException(
                    "surfaces",
                    "surfaces have \"%s\", which is not known; there are %s"
                        .formatted(name, String.join(", ", current.byName().keySet()))));
  }

  /**
   * Checks that the surfaces are there, and that each arm's would be.
   *
   * @throws SetupException naming the field, the value and the mend
   */
  void checkSurfaces(Experiment experiment) {
    Surfaces current = surfaces.current();
    for (String name : experiment.surfaces()) {
      Surface surface = known(current, name);
      for (int i = 0; i < experiment.arms().size(); i++) {
        Arm arm = experiment.arms().get(i);
        if (arm.surface() != null) {
          try {
            surfaces.reader().patched(surface, arm.surface());
          } catch (SetupException e) {
            throw new SetupException(
                "arms[" + i + "].surface", "arms[%d].surface: %s".formatted(i, e.getMessage()));
          }
        }
      }
    }
  }

  /** The generations that arms of experiments want open. */
  public synchronized Set<String> generations() {
    Set<String> wanted = new java.util.HashSet<>();
    long now = clock.getAsLong();
    open(now)
        .forEach(
            one ->
                one.getValue()
                    .experiment()
                    .path("arms")
                    .forEach(
                        arm -> {
                          if (arm.hasNonNull("generation")) {
                            wanted.add(arm.get("generation").asText());
                          }
                        }));
    return wanted;
  }

  /** The records of all experiments, also deleted ones, by id. */
  public synchronized Map<String, ExperimentRecord> records() {
    return new TreeMap<>(records);
  }

  /** The record of one that is there, null if there is none. */
  public synchronized @Nullable ExperimentRecord get(String id) {
    ExperimentRecord record = records.get(id);
    return record == null || record.state(0) == State.DELETED ? null : record;
  }

  /**
   * The record of one that is there.
   *
   * @throws NoSuchElementException when there is none
   */
  public ExperimentRecord needed(String id) {
    ExperimentRecord record = get(id);
    if (record == null) {
      throw new NoSuchElementException("there is no experiment \"%s\"".formatted(id));
    }
    return record;
  }

  /** Why an experiment that was started decides nothing, null if it decides. */
  public @Nullable String problem(String id) {
    return plan.problems().get(id);
  }
}
