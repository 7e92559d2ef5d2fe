package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.feature.FeatureReplay;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.ItemFeatures;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.UserFeatures;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/**
 * Replays a day through the whole job in a Flink cluster, in the order of arrival and over two
 * slots, and through plain core code in the order of time. Users sign in on devices that others
 * sign in on, too.
 */
class FeatureParityTest {
  private static final JobSettings SETTINGS =
      JobSettings.parse(
          new String[] {
            "--parallelism", "2",
            "--state-backend", "hashmap",
            "--features-pause", "0ms",
            "--max-lateness", ShopDay.LATENESS.toMinutes() + "min",
            // Nothing is to be idle on a machine that is slow.
            "--idle-after", "1d"
          },
          Map.of());

  // The job runs in this JVM, and what its functions hold is copied by serialisation.
  private static List<CleanEvent> arriving = List.of();
  private static List<TopicRecord> listed = List.of();
  private static final Map<String, UserBehaviour> USERS = new ConcurrentHashMap<>();
  private static final Map<String, ItemBehaviour> ITEMS = new ConcurrentHashMap<>();
  private static final Map<String, Prediction> PREDICTIONS = new ConcurrentHashMap<>();

  @Test
  void theStreamFindsWhatPlainCodeFinds() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ShopDay day = ShopDay.of(random, 3_000);
    arriving = day.arriving();
    listed = day.catalogue().stream().map(FeatureParityTest::listing).toList();

    runJob();
    FeatureReplay replay = replay(day);

    long end = day.events().getLast().event().timestampMillis();
    long over = end + SETTINGS.sessionGap().toMillis();
    assertThat(USERS.keySet()).as("seed " + seed).isEqualTo(replay.visitors());
    assertThat(ITEMS.keySet()).isEqualTo(replay.items());
    for (String visitor : replay.visitors()) {
      UserBehaviour expected = replay.userAt(visitor, over);
      assertThat(USERS.get(visitor)).as("seed %d, %s", seed, visitor).isEqualTo(expected);
      assertThat(UserFeatures.values(USERS.get(visitor), over))
          .isEqualTo(UserFeatures.values(expected, over));
    }
    for (String item : replay.items()) {
      ItemBehaviour expected = replay.itemAt(item, over);
      assertThat(ITEMS.get(item)).as("seed %d, %s", seed, item).isEqualTo(expected);
      assertThat(ItemFeatures.values(ITEMS.get(item), over))
          .isEqualTo(ItemFeatures.values(expected, over));
    }
    assertThat(day.signIns()).as("sign-ins").isGreaterThan(20);
    // No generation was released.
    assertThat(PREDICTIONS).isEmpty();
    assertThat(ITEMS.values()).anyMatch(item -> item.viewedWith().sums().size() > 10);
  }

  private static TopicRecord listing(CatalogueItem entry) {
    return new TopicRecord(
        Topics.ITEMS.name(), entry.item().itemId(), Topics.ITEMS.codec().encode(entry));
  }

  private static void runJob() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, SETTINGS.configuration("features"));
    // The day takes less than a second: a sign-in that waits for more to be sent with it would be
    // hours late.
    env.setBufferTimeout(0);
    FeaturesJob.build(
        env,
        SETTINGS,
        source(at -> arriving.get(at.intValue()), arriving.size(), WireTypes.CLEAN_EVENT),
        source(at -> listed.get(at.intValue()), listed.size(), WireTypes.TOPIC_RECORD),
        source(at -> listed.get(at.intValue()), 0, WireTypes.TOPIC_RECORD),
        source(at -> listed.get(at.intValue()), 0, WireTypes.TOPIC_RECORD),
        new Latest<>(() -> USERS),
        new Latest<>(() -> ITEMS),
        new Latest<>(() -> PREDICTIONS));
    env.execute();
  }

  private static <T> DataGeneratorSource<T> source(
      GeneratorFunction<Long, T> of, int count, TypeInformation<T> type) {
    return new DataGeneratorSource<>(of, count, type);
  }

  private static FeatureReplay replay(ShopDay day) {
    Map<String, Listing> listings =
        day.catalogue().stream()
            .collect(Collectors.toMap(entry -> entry.item().itemId(), Listing::of));
    Function<String, Listing> catalogue = id -> Objects.requireNonNull(listings.get(id));
    var replay = new FeatureReplay(catalogue, SETTINGS.positionCurve(), SETTINGS.sessionGap());
    day.events().forEach(replay::take);
    return replay;
  }

  /** Keeps the latest value of each key. */
  private static final class Latest<T> implements Sink<Keyed<T>> {
    private static final long serialVersionUID = 1;

    private final Where<T> where;

    Latest(Where<T> where) {
      this.where = where;
    }

    interface Where<T> extends Serializable {
      Map<String, T> map();
    }

    @Override
    public SinkWriter<Keyed<T>> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Keyed<T> keyed, Context unused) {
          String key = new String(Objects.requireNonNull(keyed.key()), StandardCharsets.UTF_8);
          T value = keyed.value();
          if (value == null) {
            where.map().remove(key);
          } else {
            where.map().put(key, value);
          }
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
