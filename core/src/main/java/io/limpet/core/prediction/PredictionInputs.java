package io.limpet.core.prediction;

import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.UserFeatures;
import java.util.List;

/**
 * What the model is told of a visitor: every feature of {@link UserFeatures} by the logarithm of
 * its size, since amounts and counts range over orders of magnitude, what {@link Buying} expects,
 * then the visitor's interest in each of the categories that the model knows, as a share.
 * Stateless.
 */
public final class PredictionInputs {
  /** In place of what is not known: all features that can be unknown are 0 or above. */
  private static final float UNKNOWN = -1;

  private PredictionInputs() {}

  /** Numbers of a row for a model with so many categories. */
  public static int size(int categories) {
    return UserFeatures.list().size() + Buying.SIZE + categories;
  }

  /** The row of a visitor as of a time, which nothing in the behaviour is later than. */
  public static float[] of(
      UserBehaviour behaviour, long atMillis, Buying buying, List<String> categories) {
    double[] features = UserFeatures.values(behaviour, atMillis);
    float[] row = new float[size(categories.size())];
    for (int i = 0; i < features.length; i++) {
      double size = Math.log1p(Math.abs(features[i]));
      row[i] = Double.isNaN(size) ? UNKNOWN : (float) Math.copySign(size, features[i]);
    }
    buying.write(behaviour, atMillis, row, features.length);
    for (int c = 0; c < categories.size(); c++) {
      row[features.length + Buying.SIZE + c] =
          (float) behaviour.categories().share(categories.get(c), atMillis);
    }
    return row;
  }
}
