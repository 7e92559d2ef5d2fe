package io.limpet.core.feature;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely an item is looked at by its place in a list, against the first: the θ of the position
 * based click model, P(click) = θ(place) γ(item). What the ranker's training has estimated from
 * answers (after Wang et al., WSDM 2018) can be given as it is printed; without it θ(place) =
 * (place + 1)^-1/2, a decline between none and that of 1/place with which Joachims, Swaminathan and
 * Schnabel (WSDM 2017) simulate results of a search.
 *
 * @param examined by place from 0, above 0 and at most 1; the last for all behind
 */
public record PositionCurve(List<Double> examined) implements Serializable {
  /** Places behind this are looked at as it is. */
  private static final int DEEPEST = 100;

  /** Where nothing was estimated. */
  public static final PositionCurve STANDARD = power(0.5);

  public PositionCurve {
    examined = List.copyOf(examined);
    if (examined.isEmpty() || examined.stream().anyMatch(of -> !(of > 0 && of <= 1))) {
      throw new IllegalArgumentException(
          "a curve of positions is " + examined + "; give numbers above 0 and at most 1");
    }
  }

  /**
   * A curve that declines as a power of the place.
   *
   * @param exponent 0 for none, to 3
   */
  public static PositionCurve power(double exponent) {
    if (!(exponent >= 0 && exponent <= 3)) {
      throw new IllegalArgumentException(
          "an exponent of positions is " + exponent + "; give 0 to 3");
    }
    return new PositionCurve(
        IntStream.rangeClosed(1, DEEPEST)
            .mapToObj(place -> StrictMath.pow(place, -exponent))
            .toList());
  }

  /** How likely a place, from 0, is looked at. */
  public double examined(int place) {
    return examined.get(Math.clamp(place, 0, examined.size() - 1));
  }
}
