package io.limpet.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.core.ranking.Moment.Leaders;
import io.limpet.core.ranking.Moment.Past;
import io.limpet.core.signal.ItemSignals;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingFeaturesTest {
  private static final long DAY = 86_400_000L;
  private static final long NOW = 20_000 * DAY;

  private final ItemFacts lamp = item("lamp", "light", 20, 1, 0);
  private final ItemFacts torch = item("torch", "light", 40, 0.6f, 0.8f);
  private final ItemFacts mug = item("mug", "kitchen", 5, 0, 1);

  private static ItemFacts item(String id, String category, double price, float... vector) {
    return new ItemFacts(id, vector, null, category, null, price);
  }

  private static double of(float[] row, Feature feature) {
    return row[feature.ordinal()];
  }

  private float[][] features(List<Past> history, float... products) {
    return RankingFeatures.of(
        new Moment(history, Leaders.NONE, NOW), List.of(lamp, torch, mug), products);
  }

  @Test
  void holdsProductsAgainstTheBest() {
    float[][] rows = features(List.of(), 1, 3, Float.NaN);
    assertThat(of(rows[1], Feature.MATCH_GAP)).isZero();
    assertThat(of(rows[0], Feature.MATCH_GAP)).isEqualTo(-2);
    assertThat(of(rows[0], Feature.MATCH_RANK)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(rows[1], Feature.MATCH_SHARE))
        .isCloseTo(-Math.log(1 + Math.exp(-2)), within(1e-6));
    // Without a product: as bad as the worst, and behind it.
    assertThat(of(rows[2], Feature.MATCH_GAP)).isEqualTo(-2);
    assertThat(of(rows[2], Feature.MATCH_RANK)).isCloseTo(Math.log(3), within(1e-6));
  }

  @Test
  void ofSomeAreWhatTheyAreAmongAll() {
    float[] products = {1, 3, Float.NaN};
    var moment =
        new Moment(
            List.of(new Past(mug, EventType.VIEW_ITEM, NOW - DAY)), new Leaders(2, 100), NOW);
    float[][] all = RankingFeatures.of(moment, List.of(lamp, torch, mug), products);

    float[][] some =
        RankingFeatures.of(
            moment, List.of(mug, lamp), new float[] {Float.NaN, 1}, new float[] {3, Float.NaN, 1});

    assertThat(some).isDeepEqualTo(new float[][] {all[2], all[0]});
  }

  @Test
  void aFingerprintStandsForNamesAndOrder() {
    // Of 25 features. Another number means that rows kept before cannot be read: add, never move.
    assertThat(Feature.FINGERPRINT).isEqualTo(8052661237434536915L);
  }

  @Test
  void comparesWithWhatWasMetLast() {
    float[][] rows =
        features(
            List.of(
                new Past(mug, EventType.VIEW_ITEM, NOW - 2 * DAY),
                new Past(lamp, EventType.PURCHASE, NOW - DAY)),
            0,
            0,
            0);
    assertThat(of(rows[1], Feature.SIMILAR_LAST)).isCloseTo(0.6, within(1e-6));
    assertThat(of(rows[1], Feature.SIMILAR_BEST)).isCloseTo(0.8, within(1e-6));
    assertThat(of(rows[1], Feature.SIMILAR_MEAN)).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void knowsWhatTheVisitorLikesPaysAndHas() {
    float[][] rows = features(List.of(new Past(lamp, EventType.PURCHASE, NOW)), 0, 0, 0);
    assertThat(of(rows[1], Feature.CATEGORY)).isCloseTo(1, within(1e-6));
    assertThat(of(rows[2], Feature.CATEGORY)).isZero();
    assertThat(of(rows[1], Feature.PRICE_GAP)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(rows[0], Feature.BOUGHT)).isEqualTo(1);
    assertThat(of(rows[0], Feature.TOUCHED)).isEqualTo(1);
    assertThat(of(rows[1], Feature.TOUCHES)).isZero();
  }

  @Test
  void forgetsWhatWasGivenBack() {
    float[][] rows =
        features(
            List.of(
                new Past(lamp, EventType.PURCHASE, NOW - DAY),
                new Past(lamp, EventType.REFUND, NOW)),
            0,
            0,
            0);
    assertThat(of(rows[0], Feature.BOUGHT)).isZero();
  }

  @Test
  void holdsDemandAgainstTheLeaders() {
    ItemSignals leader = ItemSignals.empty("a").with(EventType.PURCHASE, 1, NOW);
    ItemSignals yesterday = ItemSignals.empty("b").with(EventType.PURCHASE, 1, NOW - DAY);
    var moment =
        new Moment(List.of(), new Leaders(leader.logTrend(), 2 * leader.popularity()), NOW);
    float[][] rows =
        RankingFeatures.of(
            moment,
            List.of(
                new ItemFacts("b", null, yesterday, null, null, Double.NaN),
                new ItemFacts("c", null, null, null, null, Double.NaN)),
            new float[] {Float.NaN, Float.NaN});
    assertThat(of(rows[0], Feature.TREND)).isCloseTo(-1, within(1e-3));
    assertThat(of(rows[0], Feature.IDLE)).isCloseTo(Math.log(2), within(1e-6));
    assertThat(of(rows[0], Feature.POPULARITY)).isBetween(0.5, 1.0);
    assertThat(of(rows[1], Feature.TREND)).isEqualTo(-20);
    assertThat(of(rows[1], Feature.POPULARITY)).isZero();
  }

  @Test
  void giveFiniteNumbersOfNothing() {
    for (float[] row : features(List.of(), Float.NaN, Float.NaN, Float.NaN)) {
      for (float number : row) {
        assertThat(number).isFinite();
      }
    }
  }

  @Test
  void wantAProductForEveryCandidate() {
    assertThatThrownBy(() -> features(List.of(), 1))
        .hasMessageContaining("1 products of 3 candidates");
  }
}
