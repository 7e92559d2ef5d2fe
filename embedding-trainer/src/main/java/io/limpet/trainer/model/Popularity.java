package io.limpet.trainer.model;

import java.util.List;

/** Everybody gets what most users took up: the number of users with an interest in the item. */
public final class Popularity implements Model {
  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public Recommender train(TrainingSet set) {
    var rows = set.interactions();
    float[] users = new float[rows.items()];
    int[] lastUser = new int[rows.items()];
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        int item = rows.item(row);
        if (rows.isInterest(row) && lastUser[item] != user + 1) {
          lastUser[item] = user + 1;
          users[item]++;
        }
      }
    }
    return sameForAll(users);
  }

  /** Gives these counts to everybody; items without a count are unknown. */
  static Recommender sameForAll(float[] counts) {
    float[] shown = counts.clone();
    for (int i = 0; i < shown.length; i++) {
      if (!(shown[i] > 0)) {
        shown[i] = Recommender.UNKNOWN;
      }
    }
    return (List<History> histories, float[][] scores) -> {
      for (int i = 0; i < histories.size(); i++) {
        System.arraycopy(shown, 0, scores[i], 0, shown.length);
      }
    };
  }
}
