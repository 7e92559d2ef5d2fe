package io.limpet.trainer.ranker;

import io.limpet.core.item.Item;
import io.limpet.trainer.model.History;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.train.Embeddings;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions with their candidates and features, as of each question's moment.
 *
 * @param rows that histories are rows of
 * @param each in the order of time
 */
record Examples(Interactions rows, List<Example> each) {
  private static final int BATCH = 128;

  /**
   * One question.
   *
   * @param question what was asked and taken up
   * @param recall the candidates
   * @param features a row a candidate
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
  record Example(Question question, Recall recall, float[][] features) implements Lesson {
    @Override
    public int user() {
      return question.user();
    }

    @Override
    public int size() {
      return features.length;
    }

    @Override
    public float[] features(int candidate) {
      return features[candidate];
    }

    @Override
    public int labels(int candidate) {
      return question.labels(recall.items()[candidate]);
    }

    @Override
    public int known() {
      return question.known();
    }

    @Override
    public float weight(int candidate) {
      return 1;
    }

    @Override
    public boolean isWhole() {
      return false;
    }
  }

  Examples {
    each = List.copyOf(each);
  }

  /** Replays the questions against embeddings that have not seen their answers. */
  static Examples replay(
      Questions questions, Embeddings embeddings, List<Item> catalogue, Progress progress) {
    Interactions rows = questions.rows();
    Shop shop = new Shop(questions.isLive() ? rows : questions.before(), catalogue, embeddings);
    if (!questions.isLive()) {
      shop.advance(Long.MAX_VALUE);
    }
    List<Question> asked = questions.asked();
    List<Example> examples = new ArrayList<>(asked.size());
    float[][] scores = new float[Math.min(BATCH, asked.size())][rows.items()];
    try (Progress.Step step = progress.begin("Replaying for the ranker", asked.size())) {
      for (int from = 0; from < asked.size(); from += BATCH) {
        List<Question> batch = asked.subList(from, Math.min(asked.size(), from + BATCH));
        List<History> histories =
            batch.stream().map(of -> new History(rows, of.from(), of.to())).toList();
        embeddings.score(histories, scores);
        for (int i = 0; i < batch.size(); i++) {
          Question question = batch.get(i);
          if (questions.isLive()) {
            shop.advance(question.millis());
          }
          Recall recall = Recall.of(scores[i], shop, histories.get(i));
          examples.add(
              new Example(
                  question, recall, recall.features(shop, histories.get(i), question.millis())));
        }
        step.to(from + batch.size());
      }
    }
    return new Examples(rows, examples);
  }
}
