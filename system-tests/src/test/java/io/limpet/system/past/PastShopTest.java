package io.limpet.system.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.Item;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.TemporalSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors of one taste each, before a generation that knows what is alike. */
class PastShopTest {
  private static final long BEGIN = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final int VISITORS = 60;
  private static final int ACTS = 12;

  @TempDir private Path folder;
  private Path generation = Path.of(".");

  @BeforeEach
  void writeGeneration() {
    generation = TinyGeneration.write(new Registry(folder.resolve("models")), "g1").directory();
  }

  /**
   * Everybody acts once every ten hours, nearly always within one category.
   *
   * @param other what is drawn otherwise from the 100th hour on, 0 for nothing
   */
  private static Interactions rows(long other) {
    List<Item> items = SampleItems.all();
    var builder = new InteractionsBuilder().withItems(items.stream().map(Item::itemId).toList());
    int categories = SampleItems.CATEGORIES.size();
    for (int visitor = 0; visitor < VISITORS; visitor++) {
      var random = new SplittableRandom(visitor);
      for (int act = 0; act < ACTS; act++) {
        if (act == 10 && other != 0) {
          random = new SplittableRandom(other + visitor);
        }
        int category = random.nextInt(8) == 0 ? random.nextInt(categories) : visitor % categories;
        int item = category * SampleItems.PER_CATEGORY + random.nextInt(SampleItems.PER_CATEGORY);
        builder.add(
            "v" + visitor,
            items.get(item).itemId(),
            random.nextInt(3) == 0 ? EventType.PURCHASE : EventType.VIEW_ITEM,
            BEGIN + act * 10 * HOUR + visitor);
      }
    }
    return builder.build();
  }

  private Past past(Interactions rows) {
    Map<String, Item> byId =
        SampleItems.all().stream().collect(Collectors.toMap(Item::itemId, Function.identity()));
    List<Item> catalogue = rows.itemIds().stream().map(id -> byId.get(id)).toList();
    return Past.of(
        TemporalSplit.part("test", rows, BEGIN + 99 * HOUR, BEGIN + ACTS * 10 * HOUR),
        catalogue,
        true);
  }

  private PastShop shop(Past past, String name) {
    return new PastShop(past, generation, List.of(), folder.resolve(name));
  }

  @Test
  void theUserVectorAloneAnswersAsTheModelIsJudged() {
    try (var shop = shop(past(rows(0)), "index")) {
      var judge = new PageJudge(shop);
      Variant alone = Variant.ablations(false).getFirst();
      for (Scope scope : List.of(Scope.FRESH, Scope.REPEATS)) {
        Judged page = judge.judge(alone, scope);
        Judged model = judge.vectorsAlone("model", scope, true);
        assertThat(page.figures().outcomes().values(Metric.MAIN))
            .as("%s", scope)
            .containsExactly(model.figures().outcomes().values(Metric.MAIN));
        assertThat(page.figures().main()).as("%s", scope).isGreaterThan(0.1);
      }
    }
  }

  @Test
  void whatHappensAfterwardsIsNotKnown() {
    Past one = past(rows(0));
    Past other = past(rows(7));
    assertThat(one.part().cases()).isNotEqualTo(other.part().cases());
    try (var shop = shop(one, "one");
        var same = shop(other, "other")) {
      for (int visitor = 0; visitor < VISITORS; visitor++) {
        assertThat(page(shop, "v" + visitor)).isNotEmpty().isEqualTo(page(same, "v" + visitor));
      }
    }
  }

  private static List<String> page(PastShop shop, String visitor) {
    var request =
        io.limpet.search.recommend.Recommender.Request.of(
            visitor, Variant.home().surface(), PageJudge.PAGE);
    return shop.answer(request, BEGIN + 99 * HOUR).result().chosen().stream()
        .map(one -> one.candidate().itemId() + one.score())
        .toList();
  }

  @Test
  void theHomePageIsWorseWithoutTheSourceThatMatters() {
    try (var shop = shop(past(rows(0)), "index")) {
      var judge = new PageJudge(shop);
      Judged home = judge.judge(Variant.home(), Scope.FRESH);
      Variant less =
          Variant.ablations(false).stream()
              .filter(one -> one.name().equals("- user-vector"))
              .findFirst()
              .orElseThrow();
      Judged without = judge.judge(less, Scope.FRESH);
      assertThat(without.sources()).doesNotContainKey("user-vector").containsKey("popular");
      assertThat(without.figures().main()).isLessThan(home.figures().main());
      assertThat(home.candidates()).isBetween(home.figures().get("recall@10"), 1.0);
      assertThat(home.coverage()).isBetween(0.1, 1.0);
      Judged.Brought brought = home.sources().get("user-vector");
      assertThat(brought).isNotNull();
      assertThat(brought.right()).isBetween(brought.alone(), home.candidates());
    }
  }

  @Test
  void visitorsOfLeaveOneOutAreAskedWhenTheyActedNext() {
    Interactions rows = rows(0);
    Past past = Past.of(LeaveOneOut.of(rows).test(), SampleItems.all(), false);
    assertThat(past.before().size()).isEqualTo(rows.size() - past.part().cases().size());
    past.part()
        .cases()
        .forEach(asked -> assertThat(past.millis(asked)).isEqualTo(rows.millis(asked.to())));
    assertThat(past.added()).containsOnly(rows.firstMillis());
  }
}
