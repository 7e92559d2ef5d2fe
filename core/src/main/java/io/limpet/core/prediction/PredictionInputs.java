package io.limpet.core.prediction;

import io.limpet.core.feature.Measure;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.UserFeatures;
import java.util.List;

/**
 * What the model is told of a visitor: features of {@link UserFeatures} by the logarithm of their
 * size, since amounts and counts range over orders of magnitude, what {@link Buying} expects, then
 * the visitor's interest in each of the categories that the model knows, as a share. Immutable.
 *
 * @param features in the model's order
 * @param buying of the baseline
 * @param categories in the model's order
 */
public record PredictionInputs(
    List<Measure<UserBehaviour>> features, Buying buying, List<String> categories) {
  /** In place of what is not known: all features that can be unknown are 0 or above. */
  private static final float UNKNOWN = -1;

  public PredictionInputs {
    features = List.copyOf(features);
    categories = List.copyOf(categories);
  }

  /** With every feature that this release knows. */
  public static PredictionInputs all(Buying buying, List<String> categories) {
    return new PredictionInputs(UserFeatures.list(), buying, categories);
  }

  /** Numbers of a row. */
  public int size() {
    return features.size() + Buying.SIZE + categories.size();
  }

  /** The row of a visitor as of a time, which nothing in the behaviour is later than. */
  public float[] row(UserBehaviour behaviour, long atMillis) {
    float[] row = new float[size()];
    int at = 0;
    for (Measure<UserBehaviour> feature : features) {
      double value = feature.at(behaviour, atMillis);
      double size = Math.log1p(Math.abs(value));
      row[at++] = Double.isNaN(size) ? UNKNOWN : (float) Math.copySign(size, value);
    }
    buying.write(behaviour, atMillis, row, at);
    at += Buying.SIZE;
    for (String category : categories) {
      row[at++] = (float) behaviour.categories().share(category, atMillis);
    }
    return row;
  }

  /** What {@link Buying} expects to be paid, read from a row. */
  public double bought(float[] row) {
    return Buying.value(row, features.size());
  }
}
