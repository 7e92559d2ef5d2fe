package io.limpet.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.core.feature.Measure;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.UserFeatures;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PredictorTest {
  private static final List<String> CATEGORIES = List.of("Toys, games", "Kitchen");
  private static final Map<String, String> PARAMETERS =
      Map.of(
          Predictor.CATEGORIES,
          String.join("\n", CATEGORIES),
          Predictor.VALUE,
          Predictor.BY_NETWORK);
  private static final int INPUTS = UserFeatures.list().size() + 3 + 2;
  private static final int WIDTH = 5;
  private static final int OUTPUTS = new Outputs(2).size();

  private static final Buying BUYING =
      new Buying(new BgNbd(0.5, 4, 0.75, 2.5), new GammaGamma(6.25, 3.75, 15.5));

  private static final long DAY = 86_400_000;

  private final Random random = new Random(6);

  private float[] draw(int size) {
    float[] drawn = new float[size];
    for (int i = 0; i < size; i++) {
      drawn[i] = (float) random.nextGaussian() / 3;
    }
    return drawn;
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new HashMap<>();
    all.put("prediction.mean", Tensor.of(draw(INPUTS)));
    all.put("prediction.scale", Tensor.of(draw(INPUTS)));
    all.put("prediction.hidden.weight", Tensor.matrix(draw(INPUTS * WIDTH), INPUTS, WIDTH));
    all.put("prediction.hidden.bias", Tensor.of(draw(WIDTH)));
    all.put("prediction.out.weight", Tensor.matrix(draw(WIDTH * OUTPUTS), WIDTH, OUTPUTS));
    all.put("prediction.out.bias", Tensor.of(draw(OUTPUTS)));
    all.put("prediction.buying", BUYING.tensor());
    all.put("prediction.value", new ValueHead(0.9f, 6).tensor());
    all.put("prediction.popularity", Tensor.of(0.75f, 0.25f));
    all.put("prediction.trust", Tensor.of(0.5f));
    all.put("prediction.calibration", Tensor.matrix(new float[] {2, 1, 0.5f, -1}, 2, 2));
    return all;
  }

  @Test
  void saysWhatItsFormulaSays() {
    Map<String, Tensor> all = tensors();
    Predictor predictor = Predictor.of(PARAMETERS, new Tensors(all)).orElseThrow();
    UserBehaviour nobody = UserBehaviour.empty("u");
    float[] row = PredictionInputs.all(BUYING, CATEGORIES).row(nobody, 1_000);
    double[] h = new double[WIDTH];
    double[] o = new double[OUTPUTS];
    for (int j = 0; j < WIDTH; j++) {
      h[j] = all.get("prediction.hidden.bias").toArray()[j];
      for (int i = 0; i < INPUTS; i++) {
        double x =
            (row[i] - all.get("prediction.mean").toArray()[i])
                * all.get("prediction.scale").toArray()[i];
        h[j] += Math.clamp(x, -5, 5) * all.get("prediction.hidden.weight").row(i)[j];
      }
    }
    for (int j = 0; j < OUTPUTS; j++) {
      o[j] = all.get("prediction.out.bias").toArray()[j];
      for (int i = 0; i < WIDTH; i++) {
        o[j] += Math.max(0, h[i]) * all.get("prediction.out.weight").row(i)[j];
      }
    }

    Predicted told = predictor.predict(nobody, 1_000);

    double actions = Math.exp(o[0]) + Math.exp(o[1]) + Math.exp(o[2]) + Math.exp(o[3]);
    assertThat(told.nextAction().get(NextAction.CART))
        .isCloseTo(Math.exp(o[1]) / actions, within(1e-5));
    // Of nobody's shares, popularity alone: 0.75 and 0.25.
    double toys = 0.75 * Math.exp(0.5 * o[4]);
    toys /= toys + 0.25 * Math.exp(0.5 * o[5]);
    assertThat(told.categories().getFirst().probability())
        .isCloseTo(Math.max(toys, 1 - toys), within(1e-5));
    assertThat(told.categories().getFirst().category())
        .isEqualTo(CATEGORIES.get(toys > 0.5 ? 0 : 1));
    assertThat(told.returns()).isCloseTo(1 / (1 + Math.exp(-2 * o[6] - 1)), within(1e-5));
    assertThat(told.churns()).isCloseTo(1 / (1 + Math.exp(-0.5 * o[7] + 1)), within(1e-5));
    double factor = Math.exp(Math.log(2) * Math.tanh(o[8] / Math.log(2)));
    assertThat(told.value()).isCloseTo(0.9 * 6 * factor, within(1e-4));
  }

  private static UserBehaviour bought(UserBehaviour by, long at) {
    return by.with(
        new UserAct("u", 1, EventType.PURCHASE, at, 0, 1, 20, 20.0, "Kitchen", null, at, null));
  }

  @Test
  void tellsWhatBuyingExpectsWhereTheNetworkIsNoBetter() {
    Map<String, String> parameters =
        Map.of(
            Predictor.CATEGORIES,
            String.join("\n", CATEGORIES),
            Predictor.VALUE,
            Predictor.BY_BUYING);
    Predictor predictor = Predictor.of(parameters, new Tensors(tensors())).orElseThrow();
    UserBehaviour buyer = bought(bought(UserBehaviour.empty("u"), 10 * DAY), 40 * DAY);
    double purchases =
        BUYING.frequency().expected(new BgNbd.Customer(1, 30, 90), Predictor.VALUE_DAYS);
    double each = BUYING.worth().expected(new GammaGamma.Paid(2, 20));

    assertThat(predictor.predict(buyer, 100 * DAY).value())
        .isCloseTo(purchases * each, within(1e-3));
    assertThat(predictor.predict(UserBehaviour.empty("v"), 100 * DAY).value())
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void comesBackFromWhatAGenerationHolds() {
    Predictor predictor = Predictor.of(PARAMETERS, new Tensors(tensors())).orElseThrow();
    Predictor again =
        Predictor.of(predictor.parameters(), new Tensors(predictor.tensors())).orElseThrow();
    float[] row = draw(INPUTS);
    assertThat(again.told(row)).isEqualTo(predictor.told(row));
    assertThat(Predictor.of(Map.of(), new Tensors(Map.of()))).isEmpty();
  }

  @Test
  void refusesTensorsThatDoNotFit() {
    Map<String, Tensor> all = tensors();
    all.put("prediction.mean", Tensor.of(new float[] {1}));
    assertThatThrownBy(() -> Predictor.of(PARAMETERS, new Tensors(all)))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("prediction.mean is [1], not [")
        .hasMessageContaining("train again with this release");
  }

  @Test
  void refusesHeadsThatCannotBe() {
    Map<String, Tensor> all = tensors();
    all.put("prediction.value", Tensor.of(0, 6));
    assertThatThrownBy(() -> Predictor.of(PARAMETERS, new Tensors(all)))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("level is 0.0 and newcomer 6.0; both have to be above 0");
    all.put("prediction.value", Tensor.of(1, 6));
    all.put("prediction.popularity", Tensor.of(1, 0));
    assertThatThrownBy(() -> Predictor.of(PARAMETERS, new Tensors(all)))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("popularity has 0.0");
  }

  @Test
  void correctsTheValueByHalfOrDoubleAtMost() {
    var head = new ValueHead(0.9f, 6);
    assertThat(head.expected(100, 1e9)).isCloseTo(180, within(1e-3));
    assertThat(head.expected(100, -1e9)).isCloseTo(45, within(1e-3));
    assertThat(head.expected(100, 0)).isCloseTo(90, within(1e-3));
    assertThat(head.expected(0, 0)).isCloseTo(5.4, within(1e-3));
    double by = Math.log(head.expected(9, 0.301) / head.expected(9, 0.299)) / 0.002;
    assertThat(ValueHead.slope(0.3)).isCloseTo(by, within(1e-5));
  }

  @Test
  void mixesOwnSharesOfCategoriesWithPopularity() {
    var head = new CategoryHead(new float[] {0.75f, 0.25f}, 0.5f);
    // One share is against its category, as refunds and dislikes are.
    double[] logits = head.logits(new float[] {7, -0.25f, 0.75f}, new float[] {9, 2, -4}, 1);
    assertThat(logits[0]).isCloseTo(Math.log(0.4 * 0.75) + 1, within(1e-6));
    assertThat(logits[1]).isCloseTo(Math.log(0.6 * 0.75 + 0.4 * 0.25) - 2, within(1e-6));
  }

  @Test
  void isToldTheFeaturesThatItNames() {
    Map<String, Tensor> all = tensors();
    int inputs = 2 + 3 + 2;
    all.put("prediction.mean", Tensor.of(draw(inputs)));
    all.put("prediction.scale", Tensor.of(draw(inputs)));
    all.put("prediction.hidden.weight", Tensor.matrix(draw(inputs * WIDTH), inputs, WIDTH));
    Map<String, String> parameters = new HashMap<>(PARAMETERS);
    parameters.put(Predictor.FEATURES, "orders_ever,days_known");
    Predictor predictor = Predictor.of(parameters, new Tensors(all)).orElseThrow();
    UserBehaviour buyer = bought(UserBehaviour.empty("u"), 10 * DAY);
    var inputsOf = new PredictionInputs(named("orders_ever", "days_known"), BUYING, CATEGORIES);
    float[] row = inputsOf.row(buyer, 13 * DAY);

    assertThat(row).hasSize(inputs).startsWith((float) Math.log(2), (float) Math.log(4));
    assertThat(predictor.predict(buyer, 13 * DAY)).isEqualTo(predictor.told(row));
    assertThat(predictor.parameters()).containsEntry(Predictor.FEATURES, "orders_ever,days_known");
  }

  private static List<Measure<UserBehaviour>> named(String... names) {
    return Stream.of(names)
        .map(
            name ->
                UserFeatures.list().stream().filter(f -> f.name().equals(name)).findFirst().get())
        .toList();
  }

  @Test
  void refusesFeaturesThatThisReleaseDoesNotKnow() {
    Map<String, String> parameters = new HashMap<>(PARAMETERS);
    parameters.put(Predictor.FEATURES, "days_known,shoe_size");
    assertThatThrownBy(() -> Predictor.of(parameters, new Tensors(tensors())))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("prediction.features names \"shoe_size\"")
        .hasMessageContaining("train again with this release, or upgrade Limpet");
  }

  @Test
  void tellsTheNextActionAsLongAsTheSessionLasts() {
    Predictor predictor = Predictor.of(PARAMETERS, new Tensors(tensors())).orElseThrow();
    UserBehaviour buyer = bought(UserBehaviour.empty("u"), DAY);
    long end = DAY + Predictor.SESSION_MILLIS;

    Prediction within = Prediction.of(predictor, "g1", buyer, end);
    Predicted atTheEvent = predictor.predict(buyer, DAY);
    assertThat(within.nextAction().keySet()).containsExactly("view", "cart", "purchase", "leave");
    assertThat(within.nextAction().get("cart"))
        .isCloseTo(atTheEvent.nextAction().get(NextAction.CART), within(1e-4));
    assertThat(within.returnProbability())
        .isCloseTo(predictor.predict(buyer, end).returns(), within(1e-4));
    assertThat(Prediction.of(predictor, "g1", buyer, end + 1).nextAction()).isEmpty();
    // A shop's clock may be ahead of the service's.
    assertThat(Prediction.of(predictor, "g1", buyer, 0).atMillis()).isEqualTo(DAY);
  }
}
