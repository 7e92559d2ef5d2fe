package io.limpet.rivals;

import io.limpet.trainer.factor.Likes;
import java.util.List;
import java.util.Map;

/** A library that learns a vector for each user and each item. Used by one thread. */
interface Learner extends AutoCloseable {
  /** By setting, the values worth trying; the first of each is where the search begins. */
  Map<String, List<Double>> grid();

  /** Learns from all of these pairs and nothing else. */
  Factors learn(Likes likes, Map<String, Double> settings, long seed);

  @Override
  default void close() {}
}
