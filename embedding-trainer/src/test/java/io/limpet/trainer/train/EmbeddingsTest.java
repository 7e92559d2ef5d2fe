package io.limpet.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.encoder.PooledEncoder;
import io.limpet.core.event.EventType;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {
  private static final int ITEMS = 40_000;
  private static final int USERS = 300;

  /** More items than are multiplied at a time, and more users. */
  @Test
  void scoresAreProductsOfCoresVectorHoweverManyItemsThereAre() {
    Embeddings embeddings = embeddings();
    Interactions rows = rows();
    List<History> histories = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      histories.add(new History(rows, rows.begin(user), rows.end(user)));
    }
    float[][] scores = new float[USERS][ITEMS];

    embeddings.score(histories, scores);

    int[] places = embeddings.places();
    var random = new SplittableRandom(3);
    for (int user = 0; user < USERS; user++) {
      float[] vector = embeddings.vector(histories.get(user), places);
      for (int i = 0; i < 200; i++) {
        int item = random.nextInt(ITEMS);
        if (places[item] < 0) {
          assertThat(scores[user][item]).isEqualTo(Recommender.UNKNOWN);
          continue;
        }
        double product = 0;
        for (int c = 0; c < vector.length; c++) {
          product += vector[c] * embeddings.vectors()[places[item] * vector.length + c];
        }
        assertThat((double) scores[user][item])
            .as("user %d, item %d", user, item)
            .isCloseTo(product, within(1e-4));
      }
    }
  }

  private static Embeddings embeddings() {
    var encoder = encoder();
    int[] known = IntStream.range(0, ITEMS).filter(item -> item % 7 != 3).toArray();
    var random = new SplittableRandom(1);
    float[] vectors = new float[known.length * encoder.dimensions()];
    float[] inputs = new float[known.length * encoder.inputDimensions()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return new Embeddings(known, vectors, inputs, encoder, ITEMS, null);
  }

  private static PooledEncoder encoder() {
    Hyper hyper = Hyper.DEFAULT;
    return new PooledEncoder(
        hyper.weights(), hyper.decays(), (float) hyper.shrink(), (float) hyper.power());
  }

  private static Interactions rows() {
    var random = new SplittableRandom(2);
    var builder =
        new InteractionsBuilder()
            .withItems(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList());
    for (int user = 0; user < USERS; user++) {
      for (int i = 0; i < 5; i++) {
        builder.add("u" + user, "i" + random.nextInt(ITEMS), EventType.VIEW_ITEM, i * 1_000L);
      }
    }
    return builder.build();
  }
}
