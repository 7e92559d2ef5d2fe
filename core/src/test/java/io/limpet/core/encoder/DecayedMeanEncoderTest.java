package io.limpet.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.RandomData;
import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecayedMeanEncoderTest {
  private static final long NOON = 1_769_860_800_000L;
  private static final long DAY = 86_400_000L;

  /** As in the generations that are out there: never more. */
  private static final int TYPES = 12;

  private record Deed(float[] input, EventType type, long millis) {}

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void agreesWithItsSlowDefinition(long seed) {
    Random random = new Random(seed);
    RandomData data = new RandomData(random);
    for (int round = 0; round < 200; round++) {
      // With few dimensions a sum may cancel out by chance, and its direction is then noise.
      int dimensions = 8 + random.nextInt(57);
      float[] weights = data.floats(TYPES);
      weights[EventType.VIEW_ITEM_LIST.code()] = 0;
      double halfLife = 0.5 + random.nextInt(100);
      float step = 0.05f + random.nextFloat() * 0.95f;
      var encoder = new DecayedMeanEncoder(dimensions, weights, halfLife, Math.min(1, step));
      List<Deed> deeds = new ArrayList<>();
      long millis = NOON;
      for (int i = 1 + random.nextInt(30); i > 0; i--) {
        millis += random.nextLong(20 * DAY);
        deeds.add(
            new Deed(data.floats(dimensions), EventType.ofCode(random.nextInt(TYPES)), millis));
      }

      EncoderState state = encoder.newState();
      deeds.forEach(deed -> encoder.fold(state, deed.input(), deed.type(), deed.millis()));

      double[] expected = slow(deeds, dimensions, weights, halfLife, Math.min(1, step));
      float[] vector = encoder.vector(state).orElse(new float[dimensions]);
      for (int i = 0; i < dimensions; i++) {
        assertThat((double) vector[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  /** Every event for itself: its weight, times one step for each later event, times its age. */
  private static double[] slow(
      List<Deed> deeds, int dimensions, float[] weights, double halfLifeDays, float step) {
    List<Deed> counted = deeds.stream().filter(deed -> weights[deed.type().code()] != 0).toList();
    double[] sum = new double[dimensions];
    for (int n = 0; n < counted.size(); n++) {
      Deed deed = counted.get(n);
      double days = (counted.getLast().millis() - deed.millis()) / (double) DAY;
      double left =
          weights[deed.type().code()]
              * Math.pow(step, counted.size() - 1 - n)
              * Math.pow(2, -days / halfLifeDays);
      for (int i = 0; i < dimensions; i++) {
        sum[i] += left * deed.input()[i];
      }
    }
    double length = Math.sqrt(java.util.Arrays.stream(sum).map(x -> x * x).sum());
    for (int i = 0; i < dimensions && length > 0; i++) {
      sum[i] /= length;
    }
    return sum;
  }

  @Test
  void theVectorHasLengthOne() {
    var encoder = encoder(2);
    EncoderState state = encoder.newState();
    encoder.fold(state, new float[] {30, 40}, EventType.VIEW_ITEM, NOON);

    assertThat(encoder.vector(state).orElseThrow())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.6f, 0.8f);
    assertThat(state.folded()).isEqualTo(1);
    assertThat(state.lastMillis()).isEqualTo(NOON);
  }

  @Test
  void nothingThatSaysAnythingIsNoVector() {
    var encoder = encoder(2);
    EncoderState state = encoder.newState();
    assertThat(encoder.vector(state)).isEmpty();

    encoder.fold(state, new float[] {1, 1}, EventType.VIEW_ITEM_LIST, NOON);
    assertThat(encoder.vector(state)).isEmpty();
    assertThat(state.folded()).isZero();

    encoder.fold(state, new float[] {1, 1}, EventType.VIEW_ITEM, NOON);
    state.reset();
    assertThat(encoder.vector(state)).isEmpty();
    assertThat(state.lastMillis()).isZero();
  }

  @Test
  void anEventOutOfOrderDecaysNothing() {
    var encoder = encoder(1);
    EncoderState state = encoder.newState();
    encoder.fold(state, new float[] {1}, EventType.VIEW_ITEM, NOON);
    encoder.fold(state, new float[] {1}, EventType.VIEW_ITEM, NOON - DAY);

    assertThat(state.values()[0]).isEqualTo(1.5f);
    assertThat(state.lastMillis()).isEqualTo(NOON);
  }

  @Test
  void doesNotMoveAfterAVeryLongTime() {
    var encoder = encoder(1);
    EncoderState state = encoder.newState();
    encoder.fold(state, new float[] {1}, EventType.VIEW_ITEM, 0);
    encoder.fold(state, new float[] {-1}, EventType.VIEW_ITEM, Long.MAX_VALUE);

    assertThat(encoder.vector(state).orElseThrow()).containsExactly(-1);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, 1.5f, Float.NaN})
  void refusesAStepThatIsNoShare(float step) {
    assertThatThrownBy(() -> new DecayedMeanEncoder(2, new float[TYPES], 30, step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("encoder.step is " + step + ", not in (0, 1]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void refusesAHalfLifeThatIsNone(double days) {
    assertThatThrownBy(() -> new DecayedMeanEncoder(2, new float[TYPES], days, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encoder.half_life_days is " + days);
  }

  @Test
  void refusesWeightsOfAnotherCount() {
    assertThatThrownBy(() -> new DecayedMeanEncoder(2, new float[3], 30, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 3 floats");
  }

  @Test
  void aTypeThatIsNeverAboutItemsNeedsNoWeightAndSaysNothing() {
    DecayedMeanEncoder encoder = encoder(2);
    EncoderState state = encoder.newState();
    encoder.fold(state, new float[] {1, 2}, EventType.IDENTIFY, 7);
    assertThat(state.folded()).isZero();
    assertThat(encoder.vector(state)).isEmpty();
  }

  private static DecayedMeanEncoder encoder(int dimensions) {
    float[] weights = new float[TYPES];
    weights[EventType.VIEW_ITEM.code()] = 1;
    return new DecayedMeanEncoder(dimensions, weights, 30, 0.5f);
  }
}
