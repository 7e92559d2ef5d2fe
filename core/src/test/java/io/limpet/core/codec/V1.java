package io.limpet.core.codec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.Dimension;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Group;
import io.limpet.core.engagement.Measure;
import io.limpet.core.engagement.Money;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.Traffic;
import io.limpet.core.engagement.Uniques;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.event.Rejection;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Slots;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.PositionCurve;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.forecast.Alert;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.identity.HandOver;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.prediction.Predicted;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.release.Release;
import io.limpet.core.rule.RuleRecord;
import io.limpet.core.served.Served;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.core.survey.SurveyCounts;
import io.limpet.core.survey.SurveyDay;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.core.tuning.Tried;
import io.limpet.core.tuning.TuningRecord;
import io.limpet.core.vector.ItemVector;
import io.limpet.core.vector.UserVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/**
 * A value of each topic as the first release wrote it. The bytes are in {@code v1/} of the test
 * resources and must never be written again: they stand for what lies in somebody's topics.
 */
final class V1 {
  /** A value with the topic it belongs to. */
  record Sample<T>(String name, Topic<T> topic, T value) {
    byte[] encode() {
      return topic.codec().encode(value);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Field by field, but sets by their members: where those lie depends on who came first. */
  static final RecursiveComparisonConfiguration BY_FIELDS =
      RecursiveComparisonConfiguration.builder()
          .withEqualsForType((a, b) -> Arrays.equals(a.toBytes(), b.toBytes()), Uniques.class)
          .build();

  private V1() {}

  static List<Sample<?>> samples() {
    return List.of(
        new Sample<>("clean-event", Topics.EVENTS_CLEAN, cleanEvent()),
        new Sample<>(
            "rejected-event",
            Topics.EVENTS_REJECTED,
            new RejectedEvent(
                new Rejection(RejectReason.BAD_ID, "user_id", "user_id is empty; give an id"),
                new byte[] {'{', '}', -1},
                1_769_860_800_005L,
                3,
                77)),
        new Sample<>("catalogue-item", Topics.ITEMS, catalogueItem()),
        new Sample<>(
            "item-vector",
            Topics.ITEM_VECTORS,
            new ItemVector(
                "i9",
                "g1",
                new float[] {1, -0.5f},
                new float[] {0.25f, 2},
                "Mugs",
                1_769_860_800_000L)),
        new Sample<>("user-vector", Topics.USER_VECTORS, userVector()),
        new Sample<>(
            "hand-over",
            Topics.IDENTITIES,
            new HandOver(
                "u1",
                "anonymous:a1",
                userVector().profile(),
                1_769_860_800_005L,
                "e2",
                3,
                1L << 40)),
        new Sample<>(
            "item-signals",
            Topics.ITEM_SIGNALS,
            new ItemSignals(
                "i1",
                Map.of(EventType.VIEW_ITEM, 12L, EventType.PURCHASE, 3L),
                5,
                7.25,
                1_769_860_800_000L,
                15)),
        new Sample<>("user-features", Topics.USER_FEATURES, userBehaviour()),
        new Sample<>("item-features", Topics.ITEM_FEATURES, itemBehaviour()),
        new Sample<>(
            "served",
            Topics.SERVED,
            new Served(
                "r1",
                "anonymous:a1",
                "home",
                "g1",
                1_769_860_800_000L,
                "",
                0,
                0,
                List.of(new Served.ServedItem("i1", "user-vector", 0.75, 1, new float[0])))),
        new Sample<>("engagement-day", Topics.METRICS, engagementDay()),
        new Sample<>(
            "release",
            Topics.MODELS,
            new Release("g1", Release.State.RELEASED, 1_769_860_800_000L)),
        new Sample<>(
            "rule",
            Topics.RULES,
            new RuleRecord(
                NullNode.getInstance(),
                List.of(
                    new RuleRecord.Change("anna", 1_769_860_800_000L, NullNode.getInstance())))),
        new Sample<>(
            "survey-day",
            Topics.SURVEYS,
            new SurveyDay(
                "csat",
                20_484,
                3,
                new SurveyCounts(1, 2, 1, List.of(0L, 0L, 1L, 0L, 1L)),
                Map.of("channel=email", new SurveyCounts(0, 1, 0, List.of(0L, 0L, 0L, 0L, 1L))))),
        new Sample<>("forecast", Topics.FORECASTS, forecast()),
        new Sample<>(
            "prediction",
            Topics.PREDICTIONS,
            new Prediction(
                "u1",
                "g1",
                1_769_860_800_000L,
                Map.of("leave", 1.0),
                List.of(new Predicted.Likely("Mugs", 0.5)),
                0.25,
                0.125,
                12.5)),
        new Sample<>(
            "alert", Topics.ALERTS, new Alert(Alert.REORDER, "i1", 4, 6.5, 20, 1_769_860_800_000L)),
        new Sample<>(
            "erasure",
            Topics.ERASURES,
            new Erasure(
                "e1",
                Erasure.State.FENCED,
                1_769_860_800_000L,
                "00ff",
                List.of("a0", "b1"),
                List.of("u1", "anonymous:a1"),
                List.of(new Erasure.Link("u2", "anonymous:a1")),
                List.of(new Erasure.Step("lake", 12, 1_769_860_800_001L, "3 files")))),
        new Sample<>(
            "surfaces",
            Topics.SURFACES,
            new SurfacesDocument(
                JsonNodeFactory.instance.objectNode().put("home", 1),
                "anna",
                1_769_860_800_000L,
                List.of())),
        new Sample<>(
            "experiment",
            Topics.EXPERIMENTS,
            ExperimentRecord.draft(JsonNodeFactory.instance.objectNode().put("layer", "home"))
                .started(
                    1_769_860_800_000L,
                    1_769_860_900_000L,
                    1_769_860_990_000L,
                    new Slots(List.of(0, 10, 20, 30)))
                .noted(
                    new ExperimentRecord.Change(
                        ExperimentRecord.Deed.STARTED, "anna", 1_769_860_800_000L))),
        new Sample<>(
            "arm-result",
            Topics.EXPERIMENT_RESULTS,
            new ArmResult(
                "e1",
                "control",
                "all",
                Moments.of(2, new double[] {3, 0.5}, new double[] {5, 1, 0.25}))),
        new Sample<>("unit", Topics.UNITS, new UnitOf("anonymous:a1")),
        new Sample<>(
            "tuning",
            Topics.TUNINGS,
            TuningRecord.draft(JsonNodeFactory.instance.objectNode().put("surface", "home"))
                .beginning(new Tried(List.of(0.25, 1.0), 0, 0.5))
                .trying(
                    new TuningRecord.Round("t-r1", List.of(List.of(0.5, 0.75)), 1_769_860_900_000L))
                .noted(
                    new TuningRecord.Move(
                        TuningRecord.Deed.MOVED,
                        "tuning",
                        1_769_860_800_000L,
                        "c1",
                        JsonNodeFactory.instance.objectNode().put("filter", ""),
                        JsonNodeFactory.instance.objectNode().put("filter", "price < 5")))));
  }

  private static EngagementDay engagementDay() {
    var metrics = new DayMetrics();
    metrics.count(EventType.PURCHASE, 2, 3);
    metrics.count(Measure.NEW, 1);
    metrics.count(Measure.REVISIT_MILLIS, 86_400_000_000L);
    metrics.group(Group.ACTIVE).add(-5);
    metrics.group(Group.ACTIVE).add(7);
    metrics.retainDay(30, 1);
    metrics.retainWeek(4, 1);
    metrics.pay("EUR", new Money(2, 123_400, 1, 50_000));
    metrics.shown().add(-9, "i1");
    return new EngagementDay(
        new Segment(Traffic.PERSON, Dimension.CHANNEL, "paid/social"),
        20_484,
        "Europe/London",
        metrics,
        1_769_860_800_000L);
  }

  private static UserBehaviour userBehaviour() {
    UserBehaviour user = UserBehaviour.empty("anonymous:a1");
    long noon = 1_769_860_800_000L;
    for (EventType type : List.of(EventType.VIEW_ITEM, EventType.PURCHASE, EventType.REFUND)) {
      user =
          user.with(
              new UserAct(
                  "anonymous:a1", -7, type, noon, 0, 2, 19.98, 9.99, "Mügs", "b", noon, null));
    }
    return user;
  }

  private static ItemBehaviour itemBehaviour() {
    ItemBehaviour item =
        ItemBehaviour.empty("ïtem 2").with(new Listing("Mugs", null, 9.99, 0, 1_769_860_800_005L));
    long noon = 1_769_860_800_000L;
    for (EventType type : List.of(EventType.VIEW_ITEM_LIST, EventType.PURCHASE)) {
      item =
          item.with(
              new ItemAct("ïtem 2", "u1", 7, type, noon, 0, 2, null, null, 4, noon),
              PositionCurve.STANDARD);
    }
    return item.with(new Companions("ïtem 2", List.of("i1"), Companions.Kind.BOUGHT, noon))
        .with(new Companions("ïtem 2", List.of("i3"), Companions.Kind.VIEWED, noon));
  }

  private static CleanEvent cleanEvent() {
    Event event =
        new Event(
            "e1",
            EventType.PURCHASE,
            "u1",
            "a1",
            null,
            1_769_860_800_000L,
            List.of(new LineItem("i1", 2, 9.99, null), new LineItem("ïtem 2", 1, null, 4)),
            19.98,
            "EUR",
            null,
            "r1",
            Map.of("colour", "red"));
    return new CleanEvent(event, "s1", 1_769_860_800_005L, 3, 1L << 40);
  }

  private static CatalogueItem catalogueItem() {
    Item item =
        new Item(
            "i1",
            "Red Mug",
            "Holds tea",
            List.of("Home", "Mugs"),
            "Acme",
            2.55,
            "GBP",
            12,
            "https://shop.example/i1.jpg",
            List.of("colour=red"));
    return new CatalogueItem(item, 1_769_860_800_000L, 1_769_860_900_000L);
  }

  private static UserVector userVector() {
    return new UserVector(
        "u1",
        "g1",
        new float[] {0.6f, -0.8f},
        new UserProfile(
            List.of(new RecentItem("i1", EventType.VIEW_ITEM, 1_769_860_800_000L)),
            List.of("i2"),
            Map.of("Mugs", 1.5f),
            2,
            1_769_860_700_000L,
            1_769_860_800_000L),
        1_769_860_800_005L,
        "e1");
  }

  private static Forecast forecast() {
    var span = new Forecast.Span(2.5, List.of(0.0, 0.0, 1.0, 1.0, 2.0, 3.0, 4.0, 7.0, 9.0));
    return new Forecast(
        Forecast.ITEM,
        "i1",
        1_769_860_800_000L,
        40,
        "TSB",
        List.of(span),
        span,
        1_769_860_900_000L);
  }

  /** Writes the bytes of the samples that have none yet into a folder. Run once, at a release. */
  public static void main(String[] args) throws IOException {
    for (Sample<?> sample : samples()) {
      Path file = Path.of(args[0]).resolve(sample.name() + ".bin");
      if (!Files.exists(file)) {
        Files.write(file, sample.encode());
      }
    }
  }
}
