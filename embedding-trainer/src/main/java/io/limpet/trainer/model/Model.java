package io.limpet.trainer.model;

/** A way of learning to recommend. Adding one is a class of this and a line in {@link Models}. */
public interface Model {
  /** Its name on the command line. */
  String name();

  /** Learns. The same set gives the same recommender. */
  Recommender train(TrainingSet set);
}
