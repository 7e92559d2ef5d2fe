package io.limpet.system.past;

import io.limpet.trainer.evaluate.Figures;
import java.util.Map;

/**
 * How well a way to set up a page has answered.
 *
 * @param variant its name
 * @param figures NDCG@10 and recall@10, and how each question went
 * @param candidates mean share of the right items that were among the candidates, 0 to 1; NaN where
 *     everything is a candidate
 * @param coverage share of the items met in training that are in a list of anybody, 0 to 1
 * @param sources what each source has brought, by its name
 */
public record Judged(
    String variant,
    Figures figures,
    double candidates,
    double coverage,
    Map<String, Brought> sources) {

  /**
   * What a source has brought.
   *
   * @param items a question, mean
   * @param right mean share of the right items that were among them, 0 to 1
   * @param alone the same of those that no other source brought
   * @param shown mean share of the right items that it brought and the page showed, 0 to 1
   */
  public record Brought(double items, double right, double alone, double shown) {}
}
