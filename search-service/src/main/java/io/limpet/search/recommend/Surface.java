package io.limpet.search.recommend;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in the shop where recommendations are shown, and what is right there.
 *
 * @param name home, product, cart, search, email, trending or new
 * @param quotas how many candidates each source may bring, by its name
 * @param hideBought whether what the visitor has bought is left out
 * @param hideTouched what the visitor did something with so recently is left out
 * @param weights of the parts of the score
 * @param categoryShare at most this share of an answer comes from one top category, if others are
 *     to be had; above 0, at most 1
 */
public record Surface(
    String name,
    Map<String, Integer> quotas,
    boolean hideBought,
    Duration hideTouched,
    Weights weights,
    double categoryShare) {

  /**
   * What the parts of a score count, each part being 0 to 1 (similarity -1 to 1).
   *
   * @param relevance the user's vector; decides where the others are small
   * @param similarity to what is looked at
   * @param trend what many want now
   * @param popularity what many ever wanted
   * @param novelty what was just added
   */
  public record Weights(
      double relevance, double similarity, double trend, double popularity, double novelty) {}

  public Surface {
    if (!(categoryShare > 0 && categoryShare <= 1)) {
      throw new IllegalArgumentException(
          "surface " + name + ": categoryShare is " + categoryShare + ", not in (0, 1]");
    }
    quotas = Map.copyOf(quotas);
  }

  private static final Map<String, Integer> PERSONAL =
      Map.of(
          Sources.USER_VECTOR, 200,
          Sources.SIMILAR_TO_RECENT, 60,
          Sources.TRENDING, 30,
          Sources.NEW, 20,
          Sources.POPULAR, 60);

  private static final Map<String, Integer> IN_CONTEXT =
      Map.of(
          Sources.SIMILAR_TO_CONTEXT, 100,
          Sources.USER_VECTOR, 60,
          Sources.POPULAR, 40);

  private static final Map<String, Integer> BUSY =
      Map.of(Sources.TRENDING, 100, Sources.POPULAR, 60);

  private static final Map<String, Integer> JUST_ADDED = Map.of(Sources.NEW, 100);

  private static final Weights BY_TASTE = new Weights(1, 0.05, 0.08, 0.04, 0.08);
  private static final Weights BY_CONTEXT = new Weights(0.3, 1, 0.05, 0.05, 0.02);
  private static final Weights BY_DEMAND = new Weights(0, 0, 1, 0.3, 0);
  private static final Weights BY_AGE = new Weights(0.05, 0, 0, 0, 1);

  private static final Map<String, Surface> ALL =
      Stream.of(
              new Surface("home", PERSONAL, true, Duration.ofHours(24), BY_TASTE, 0.6),
              new Surface("product", IN_CONTEXT, false, Duration.ZERO, BY_CONTEXT, 1),
              new Surface("cart", IN_CONTEXT, false, Duration.ofHours(24), BY_CONTEXT, 1),
              new Surface("search", PERSONAL, false, Duration.ZERO, BY_TASTE, 1),
              new Surface("email", PERSONAL, true, Duration.ofDays(7), BY_TASTE, 0.4),
              new Surface("trending", BUSY, false, Duration.ZERO, BY_DEMAND, 0.5),
              new Surface("new", JUST_ADDED, false, Duration.ZERO, BY_AGE, 0.5))
          .collect(Collectors.toMap(Surface::name, Function.identity()));

  /** The surface of this name. */
  public static Optional<Surface> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The names there are, sorted. */
  public static List<String> names() {
    return ALL.keySet().stream().sorted().toList();
  }
}
