package io.limpet.system.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * With what the streams are measured.
 *
 * @param backend where the state is
 * @param parallelism instances of every operator
 * @param users who are known before anything is measured
 * @param items of the catalogue
 */
record StreamsSetup(String backend, int parallelism, int users, int items) {

  /**
   * Every combination of some lists, backend by backend.
   *
   * @param growth only those that differ from the first of each list in one number at most
   */
  static List<StreamsSetup> all(
      List<String> backends,
      List<Integer> parallelism,
      List<Integer> users,
      List<Integer> items,
      boolean growth) {
    Set<StreamsSetup> all = new LinkedHashSet<>();
    for (String backend : backends) {
      var first =
          new StreamsSetup(backend, parallelism.getFirst(), users.getFirst(), items.getFirst());
      for (int instances : parallelism) {
        for (int people : users) {
          for (int things : items) {
            var setup = new StreamsSetup(backend, instances, people, things);
            if (!growth || setup.differencesTo(first) <= 1) {
              all.add(setup);
            }
          }
        }
      }
    }
    return new ArrayList<>(all);
  }

  /** In how many numbers two setups of one backend differ. */
  int differencesTo(StreamsSetup other) {
    return (parallelism == other.parallelism ? 0 : 1)
        + (users == other.users ? 0 : 1)
        + (items == other.items ? 0 : 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, parallelism %d, %,d users, %,d items",
        backend,
        parallelism,
        users,
        items);
  }
}
