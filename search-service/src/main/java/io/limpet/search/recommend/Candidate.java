package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * An item on its way to an answer.
 *
 * @param number of {@link io.limpet.search.state.ItemIds}
 * @param stored the item as the catalogue has it
 * @param sources who brought it
 * @param features what a scorer knows of it
 */
public record Candidate(int number, CatalogueItem stored, List<String> sources, Features features) {

  /**
   * What a scorer knows of a candidate; all 0 until it was hydrated.
   *
   * @param product dot product with the user's vector, NaN if either has none
   * @param similarity highest cosine with what the visitor looks at or did last, -1 to 1
   * @param together how often it is met together with what the visitor looks at or did last,
   *     against the strongest of such items, 0 to 1
   * @param trend share of the strongest trend, 0 to 1
   * @param popularity against the most popular, logarithmic, 0 to 1
   * @param novelty 1 for an item just added, falling to 0 with age
   * @param due 1 for what the visitor is about to buy again, 0 for all else
   * @param price how near its price is to what the visitor usually pays in its category, 0 to 1;
   *     0.5 where that is not known, 0 where the surface does not ask
   */
  public record Features(
      double product,
      double similarity,
      double together,
      double trend,
      double popularity,
      double novelty,
      double due,
      double price) {
    static final Features NONE = new Features(Double.NaN, 0, 0, 0, 0, 0, 0, 0);
  }

  /** As a source brings it. */
  public static Candidate of(int number, CatalogueItem stored, String source) {
    return new Candidate(number, stored, List.of(source), Features.NONE);
  }

  /** Brought by another source as well. */
  Candidate and(Candidate same) {
    List<String> all = new ArrayList<>(sources);
    all.addAll(same.sources());
    return new Candidate(number, stored, List.copyOf(all), features);
  }

  /** The same with these features. */
  public Candidate with(Features known) {
    return new Candidate(number, stored, sources, known);
  }

  /** Whether a scorer may know something of it. */
  boolean isHydrated() {
    return features != Features.NONE;
  }

  /** The item. */
  public Item item() {
    return stored.item();
  }

  /** Its id. */
  public String itemId() {
    return stored.item().itemId();
  }
}
