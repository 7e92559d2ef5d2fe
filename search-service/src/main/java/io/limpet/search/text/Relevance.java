package io.limpet.search.text;

import java.util.EnumMap;
import java.util.Map;

/**
 * What makes an item an answer to a query. The defaults are common starting values; {@code meaning}
 * and the weight of {@link ItemText#KIND} were picked by looking at all judged queries, not by
 * cross-validation. See docs/benchmarks.md.
 *
 * @param weights what a word counts by where it stands, each 0 to 20
 * @param saturation BM25's k1, 0 to 5: how soon a word that comes again counts no more
 * @param lengths BM25's b, 0 to 1: how much long texts are held against an item
 * @param tie 0 to 1: what the fields other than the best one add to the score of a word
 * @param phrase 0 to 5: what the words of the query in one place count beside their BM25
 * @param required 0 to 1: the share of the query's words that an item must have
 * @param meaning 0 to 1: what the nearness of meaning counts; words count the rest
 */
public record Relevance(
    Map<ItemText, Double> weights,
    double saturation,
    double lengths,
    double tie,
    double phrase,
    double required,
    double meaning) {

  public static final Relevance DEFAULT =
      new Relevance(
          Map.of(
              ItemText.TITLE, 3.0,
              ItemText.KIND, 1.5,
              ItemText.BRAND, 2.0,
              ItemText.CATEGORIES, 2.0,
              ItemText.ATTRIBUTES, 1.0,
              ItemText.DESCRIPTION, 1.0),
          0.9,
          0.4,
          0.3,
          0.5,
          1,
          0.5);

  public Relevance {
    weights.forEach((text, weight) -> check("weight of " + text, weight, 20));
    check("saturation", saturation, 5);
    check("lengths", lengths, 1);
    check("tie", tie, 1);
    check("phrase", phrase, 5);
    check("required", required, 1);
    check("meaning", meaning, 1);
    weights = Map.copyOf(weights);
  }

  private static void check(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " is " + value + ", not in 0.." + most);
    }
  }

  /** Zero where none was given. */
  double weight(ItemText text) {
    return weights.getOrDefault(text, 0.0);
  }

  /** Every field alike and nothing but BM25 of their sum: where the other settings begin. */
  public static Relevance fieldsAlike() {
    return new Relevance(
        Map.of(
            ItemText.TITLE, 1.0,
            ItemText.BRAND, 1.0,
            ItemText.CATEGORIES, 1.0,
            ItemText.ATTRIBUTES, 1.0,
            ItemText.DESCRIPTION, 1.0),
        1.2,
        0.75,
        1,
        0,
        0,
        0);
  }

  /** The same with another weight of {@link ItemText#KIND}. */
  public Relevance withKind(double weight) {
    Map<ItemText, Double> changed = new EnumMap<>(weights);
    changed.put(ItemText.KIND, weight);
    return new Relevance(changed, saturation, lengths, tie, phrase, required, meaning);
  }

  /** The same with another {@link #phrase}. */
  public Relevance withPhrase(double other) {
    return new Relevance(weights, saturation, lengths, tie, other, required, meaning);
  }

  /** The same with another {@link #required}. */
  public Relevance withRequired(double other) {
    return new Relevance(weights, saturation, lengths, tie, phrase, other, meaning);
  }

  /** The same with another {@link #meaning}. */
  public Relevance withMeaning(double other) {
    return new Relevance(weights, saturation, lengths, tie, phrase, required, other);
  }
}
