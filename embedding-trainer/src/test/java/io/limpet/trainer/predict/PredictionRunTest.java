package io.limpet.trainer.predict;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.prediction.BgNbd;
import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.CategoryHead;
import io.limpet.core.prediction.GammaGamma;
import io.limpet.core.prediction.NextAction;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.Predicted;
import io.limpet.core.prediction.PredictionInputs;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.prediction.ValueHead;
import io.limpet.trainer.predict.Moments.Example;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class PredictionRunTest {
  private static final long DAY = Moments.DAY;
  private static final Map<String, Listing> ITEMS =
      Map.of(
          "mug", new Listing("Kitchen", null, 3.0, null, 0),
          "lamp", new Listing("Light", null, 30.0, null, 0));

  private static final Buying BUYING =
      new Buying(new BgNbd(0.8, 20, 0.8, 2.5), new GammaGamma(6, 4, 15));

  @BeforeAll
  static void quiet() {
    Nd4j.getMemoryManager().togglePeriodicGc(false);
  }

  /** Every third user buys lamps each week, all others mugs every sixth week. */
  private static List<CleanEvent> shop(int users, int days) {
    Random random = new Random(2);
    List<CleanEvent> events = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      boolean isOften = user % 3 == 0;
      int gap = isOften ? 7 : 42;
      for (int day = random.nextInt(gap); day < days; day += gap) {
        long at = day * DAY + random.nextInt(40_000_000);
        add(events, user, EventType.VIEW_ITEM, isOften ? "lamp" : "mug", at);
        add(events, user, EventType.PURCHASE, isOften ? "lamp" : "mug", at + 60_000);
      }
    }
    return events;
  }

  private static void add(List<CleanEvent> to, int user, EventType type, String item, long millis) {
    String id = "e" + to.size();
    double price = item.equals("lamp") ? 30 : 3;
    Event event =
        new Event(
            id,
            type,
            "u" + user,
            null,
            id,
            millis,
            List.of(new LineItem(item, 1, price, null)),
            null,
            "GBP",
            null,
            null,
            Map.of());
    to.add(new CleanEvent(event, id, millis, 0, to.size()));
  }

  @Test
  void tellsWhoReturnsWhatForAndWhatItIsWorth() {
    Moments moments = new Moments(shop(60, 320), ITEMS);
    assertThat(moments.isEnough()).isTrue();
    PredictionRun.Result result = new PredictionRun(moments, 1, Progress.SILENT).run();

    List<Example> test =
        moments.examples(BUYING).stream()
            .filter(of -> of.isCut() && of.at() == moments.test())
            .toList();
    Predictor predictor = result.predictor();
    assertThat(test).hasSize(60);
    double rare = 0;
    for (Example example : test) {
      boolean isOften = Integer.parseInt(example.visitor().substring(1)) % 3 == 0;
      Predicted predicted = predictor.told(example.x());
      rare += isOften ? 0 : predicted.returns() / 40;
      assertThat(predicted.categories().getFirst().category())
          .isEqualTo(isOften ? "Light" : "Kitchen");
      if (isOften) {
        assertThat(predicted.value()).isBetween(200.0, 700.0);
        assertThat(predicted.returns()).as(example.visitor()).isGreaterThan(0.7);
        assertThat(predicted.churns()).isLessThan(0.3);
      } else {
        assertThat(predicted.value()).isLessThan(60);
      }
    }
    // One in six of those who buy every sixth week.
    assertThat(rare).isBetween(0.02, 0.4);
    assertThat(result.report())
        .contains("**returns within 7 days**: ", "BG/NBD and gamma-gamma", "| learned |");
  }

  @Test
  void coreSaysWhatTheNetworkSays() {
    Moments moments = new Moments(shop(12, 320), ITEMS);
    List<Example> examples = moments.examples(BUYING);
    var training = new PredictionTraining(moments.names(), BUYING, examples, moments.end(), 3);
    training.learn(2, (epoch, loss) -> assertThat(loss).isFinite());
    Predictor predictor = training.learned().with(Tuning.NONE);

    for (Example example : examples.subList(0, 200)) {
      assertThat(predictor.outputs(example.x()))
          .containsExactly(training.said(example), within(1e-4f));
    }
    assertThat(training.size()).isPositive();
  }

  @Test
  void anExampleKnowsNothingOfLater() {
    List<CleanEvent> events = shop(9, 320);
    Moments all = new Moments(events, ITEMS);
    long until = 150 * DAY;
    List<CleanEvent> before =
        events.stream().filter(of -> of.event().timestampMillis() < until).toList();
    // The same moments out of what had happened by then.
    Map<String, float[]> early = new java.util.HashMap<>();
    for (Example example : new Moments(before, ITEMS).examples(BUYING)) {
      if (!example.isCut()) {
        early.put(example.visitor() + example.at(), example.x());
      }
    }
    int met = 0;
    for (Example example : all.examples(BUYING)) {
      float[] x = early.get(example.visitor() + example.at());
      if (!example.isCut() && x != null) {
        // The last two are the categories, whose order may differ.
        int features = x.length - 2;
        assertThat(java.util.Arrays.copyOf(example.x(), features))
            .containsExactly(java.util.Arrays.copyOf(x, features));
        met++;
      }
    }
    assertThat(met).isGreaterThan(100);
  }

  @Test
  void slopeIsTheDerivativeOfTheLoss() {
    Random random = new Random(8);
    var inputs = PredictionInputs.all(BUYING, List.of("Kitchen", "Light"));
    var popular = new CategoryHead(new float[] {0.3f, 0.7f}, 1);
    var loss = new TaskLoss(inputs, new ValueHead(1, 5), popular, 30);
    UserBehaviour buyer = UserBehaviour.empty("u");
    for (CleanEvent clean : shop(1, 30)) {
      for (ItemAct act : ItemAct.of(clean)) {
        buyer = buyer.with(UserAct.of(act, ITEMS.get(act.itemId())));
      }
    }
    float[] x = inputs.row(buyer, 30 * DAY);
    int size = new Outputs(2).size();
    float[] next = {0.25f, 0.75f};
    List<Example> examples =
        List.of(
            new Example("u", 0, x, 2, 1, next, true, false, 0),
            new Example("u", 0, x, -1, 1, next, true, false, 40),
            new Example("u", 0, x, -1, 1, null, false, true, 0));
    for (Example example : examples) {
      float[] o = new float[size];
      for (int i = 0; i < size; i++) {
        o[i] = (float) random.nextGaussian();
      }
      float[] slope = new float[size];
      loss.add(o, 0, example, Long.MAX_VALUE, 1, slope);
      float[] ignored = new float[size];
      for (int i = 0; i < size; i++) {
        float kept = o[i];
        o[i] = kept + 1e-3f;
        double up = loss.add(o, 0, example, Long.MAX_VALUE, 0, ignored);
        o[i] = kept - 1e-3f;
        double down = loss.add(o, 0, example, Long.MAX_VALUE, 0, ignored);
        o[i] = kept;
        assertThat((double) slope[i]).isCloseTo((up - down) / 2e-3, within(0.02));
      }
    }
  }

  @Test
  void whereNobodyIsKnownOrBuysTheNextActionIsLearnedAllTheSame() {
    List<CleanEvent> events =
        shop(20, 320).stream()
            .filter(of -> of.event().type() == EventType.VIEW_ITEM)
            .map(PredictionRunTest::anonymous)
            .toList();
    Predictor predictor =
        new PredictionRun(new Moments(events, ITEMS), 1, Progress.SILENT).run().predictor();
    Predicted nobody = predictor.predict(UserBehaviour.empty("anonymous:x"), 300 * DAY);
    assertThat(nobody.nextAction().get(NextAction.LEAVE)).isGreaterThan(0.5);
    assertThat(nobody.value()).isCloseTo(0, within(0.01));
    assertThat(nobody.returns()).isBetween(0.0, 1.0);
    assertThat(predictor.parameters()).containsEntry(Predictor.VALUE, Predictor.BY_BUYING);
  }

  private static CleanEvent anonymous(CleanEvent of) {
    Event event = of.event();
    return new CleanEvent(
        new Event(
            event.eventId(),
            event.type(),
            null,
            event.userId(),
            event.sessionId(),
            event.timestampMillis(),
            event.items(),
            null,
            null,
            null,
            null,
            Map.of()),
        of.sessionId(),
        of.receivedMillis(),
        0,
        of.originOffset());
  }

  @Test
  void aLargeShopIsLearnedFromWholeVisitorsDrawnTheSameEveryTime() {
    List<CleanEvent> events = shop(300, 70);
    assertThat(VisitorSample.of(events, 1_000_000)).isSameAs(events);
    // Some 10 weeks of 300 users, beside their events.
    List<CleanEvent> some = VisitorSample.of(events, (events.size() + 3_000) / 4);
    Map<String, Long> all = perVisitor(events);
    Map<String, Long> drawn = perVisitor(some);
    assertThat(drawn.size()).isBetween(50, 110);
    assertThat(all).containsAllEntriesOf(drawn);
    assertThat(VisitorSample.of(events, (events.size() + 3_000) / 4)).isEqualTo(some);
  }

  private static Map<String, Long> perVisitor(List<CleanEvent> events) {
    return events.stream().collect(groupingBy(of -> of.event().visitor(), counting()));
  }

  @Test
  void popularityIsThatOfTheLastDaysWhichWereKnown() {
    long before = 100 * DAY;
    float[] kitchen = {1, 0};
    float[] light = {0, 1};
    List<Example> examples =
        List.of(
            example(80 * DAY, 90 * DAY, light),
            example(90 * DAY, 99 * DAY, light),
            example(60 * DAY, 75 * DAY, kitchen),
            example(99 * DAY, 101 * DAY, kitchen));
    assertThat(PredictionTraining.popularity(examples, before, 2)).containsExactly(0.25f, 0.75f);
  }

  private static Example example(long at, long nextAt, float[] next) {
    return new Example("u", at, new float[0], -1, nextAt, next, true, false, 0);
  }

  @Test
  void aucIsTheShareOfPairsInTheRightOrder() {
    Random random = new Random(9);
    double[] p = new double[200];
    boolean[] isHit = new boolean[200];
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextInt(20) / 20.0;
      isHit[i] = random.nextDouble() < p[i];
    }
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        if (isHit[i] && !isHit[j]) {
          pairs++;
          right += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(Judgement.of(p, isHit).auc()).isCloseTo(right / pairs, within(1e-9));
    double[] came = {5, 0, 1, 9};
    assertThat(ValueJudgement.of("x", came, came).gini()).isCloseTo(1, within(1e-12));
    assertThat(
            ValueJudgement.of("x", came, came)
                .isBetterThan(ValueJudgement.of("y", new double[] {5, 1, 0, 9}, came)))
        .isTrue();
    assertThat(ValueJudgement.of("x", new double[] {0, 9, 5, -1}, came).gini()).isNegative();
  }
}
