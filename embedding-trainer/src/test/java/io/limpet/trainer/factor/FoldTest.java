package io.limpet.trainer.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final Fold.Way LEARNED = new Fold.Way(true, 1);
  private static final Fold.Way RECENT = new Fold.Way(false, 0.5);
  private final boolean[] known = {true, true, true};
  private final float[] inputs = {1, 0, 0, 1, 4, 4};
  private final float[] learned = {10, 20, 30, 40};

  private static Interactions rows() {
    var builder = new InteractionsBuilder();
    for (String user : new String[] {"u", "v"}) {
      builder.add(user, "a", EventType.VIEW_ITEM, 1);
      builder.add(user, "b", EventType.VIEW_ITEM, 2);
      builder.add(user, "c", EventType.VIEW_ITEM, 3);
    }
    return builder.build();
  }

  private float[] write(Interactions trained, Interactions asked, int from, int to, Fold.Way way) {
    float[] vector = new float[2];
    boolean isKnown =
        new Fold(trained, known, inputs, learned, 1, way)
            .write(new History(asked, from, to), vector, 0);
    assertThat(isKnown).isEqualTo(to > from);
    return vector;
  }

  @Test
  void knownUsersAreWhatWasLearnedAsLongAsTheyDoNothingMore() {
    Interactions all = rows();
    Interactions trained = all.before(3);

    assertThat(write(trained, all, 3, 5, LEARNED)).containsExactly(30, 40);
  }

  @Test
  void knownUsersMoveByWhatTheyDidSince() {
    Interactions all = rows();
    Interactions trained = all.before(3);

    // The mean goes from (.5, .5) to (5/3, 5/3).
    assertThat(write(trained, all, 3, 6, LEARNED))
        .containsExactly(new float[] {30 + 7f / 6, 40 + 7f / 6}, within(1e-4f));
  }

  @Test
  void othersAreMadeOfTheirHistory() {
    Interactions trained = rows().before(3);

    // Equal rows of another reading: their users are not those of training.
    assertThat(write(trained, rows(), 0, 2, LEARNED)).containsExactly(0.5f, 0.5f);
  }

  @Test
  void laterItemsCountForMore() {
    Interactions all = rows();

    // Weights 1 for b, 1/2 for a.
    assertThat(write(all, all, 0, 2, RECENT))
        .containsExactly(new float[] {1f / 3, 2f / 3}, within(1e-6f));
  }

  @Test
  void nothingIsKnownWithoutHistory() {
    Interactions all = rows();
    write(all, all, 2, 2, RECENT);
    write(all, all, 2, 2, LEARNED);
  }

  @Test
  void theMapRebuildsUsersThatAreMeansOfTheirItems() {
    var builder = new InteractionsBuilder();
    float[] users = new float[3 * 2];
    for (int user = 0; user < 3; user++) {
      builder.add("u" + user, "i" + user, EventType.VIEW_ITEM, 1);
      builder.add("u" + user, "i" + (user + 1) % 3, EventType.VIEW_ITEM, 2);
    }
    Interactions rows = builder.build();
    float[] vectors = {1, 0, 0, 1, 2, -1};
    // Learned vectors are twice the mean, with the two floats swapped.
    for (int user = 0; user < 3; user++) {
      int a = rows.item(rows.begin(user));
      int b = rows.item(rows.begin(user) + 1);
      users[2 * user] = vectors[2 * a + 1] + vectors[2 * b + 1];
      users[2 * user + 1] = vectors[2 * a] + vectors[2 * b];
    }

    float[] mapped = Fold.mapped(rows, known, vectors, users, new Fold.Way(false, 1));

    assertThat(mapped).containsExactly(new float[] {0, 2, 2, 0, -2, 4}, within(0.05f));
  }
}
