package io.limpet.system.bench;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.release.Release;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.vector.UserVector;
import io.limpet.search.generation.GenerationOpener;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.phrase.Phrases;
import io.limpet.search.recommend.Knowledge;
import io.limpet.search.recommend.Pages;
import io.limpet.search.recommend.Recommendations;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.ServedRecords;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.search.ProductSearch;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.text.Language;
import io.limpet.search.text.Relevance;
import io.limpet.search.text.Synonyms;
import io.limpet.search.text.TextIndex;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What answers in the service, with a made-up shop and users, and without Kafka, Flink and HTTP
 * around it: one thread that asks has a processor's time to itself, whatever else the machine does.
 */
final class AnswerLab implements AutoCloseable {
  static final int USERS = 2_000;
  private static final int HISTORY = 30;
  private static final int EVENTS_AN_ITEM = 2;
  private static final long DAY = 86_400_000;
  private static final String MADE_UP = "made-up";

  private final long now = System.currentTimeMillis();
  private final SplittableRandom random = new SplittableRandom(3);
  private final ItemIds ids = new ItemIds();
  private final Catalogue catalogue = new Catalogue(ids);
  private final UserStore users = new UserStore(ids);
  private final SignalStore signals = new SignalStore(ids);
  private final RuleStore rules = new RuleStore();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TextIndex texts;
  private final GenerationSwitch generations;
  private final Knowledge knowledge;

  /**
   * @param folder with the generations and indexes of a stack; what is not there is made
   * @param words whether items are to be found by words: indexing those of a million takes minutes
   */
  AnswerLab(int items, Path folder, boolean words) {
    var shop = new MadeUpShop(items, BenchStack.DIMENSIONS, 1);
    var registry = new Registry(folder.resolve("models"));
    if (!registry.contains(MADE_UP)) {
      shop.write(registry, MADE_UP);
    }
    texts = new TextIndex(Language.of("en"), Synonyms.NONE, Relevance.DEFAULT);
    knowledge = Knowledge.listening(catalogue, users, signals);
    if (words) {
      catalogue.listen(texts);
    }
    for (Item item : shop.catalogue()) {
      catalogue.take(item.itemId(), new CatalogueItem(item, now - 60 * DAY, now));
    }
    texts.refresh();
    generations =
        new GenerationSwitch(
            new GenerationOpener(
                registry,
                new LocalIndexes(folder.resolve("indexes"), HnswSettings.DEFAULT, ids),
                ids),
            users::byGeneration,
            metrics);
    generations.take(MADE_UP, new Release(MADE_UP, Release.State.RELEASED, 1));
    generations.caughtUp().join();
    visit(registry.open(MADE_UP), items);
    signals.rank();
  }

  /** Gives users a history and a vector, and items what happened to them. */
  private void visit(Generation generation, int items) {
    for (int i = 0; i < items * EVENTS_AN_ITEM; i++) {
      // Half of the events are with a hundredth of the items.
      int item = random.nextInt(random.nextBoolean() ? items : Math.max(1, items / 100));
      ItemSignals known = signals.get(item);
      ItemSignals of = known == null ? ItemSignals.empty(ids.id(item)) : known;
      signals.take(ids.id(item), of.with(EventType.VIEW_ITEM, 1, now - random.nextLong(5 * DAY)));
    }
    for (int user = 0; user < USERS; user++) {
      List<RecentItem> recent = new ArrayList<>();
      for (int i = 0; i < HISTORY; i++) {
        String item = ids.id(random.nextInt(items));
        recent.add(new RecentItem(item, EventType.VIEW_ITEM, now - 3 * DAY + i * 60_000L));
      }
      float[] vector = generation.encoder().vector(generation.encode(recent)).orElseThrow();
      var profile =
          new UserProfile(recent, List.of(), Map.of(), HISTORY, now - 30 * DAY, now - 2 * DAY);
      users.take(user(user), new UserVector(user(user), MADE_UP, vector, profile, now, "e"));
    }
  }

  static String user(int number) {
    return "user-" + number;
  }

  Recommender recommender() {
    return Recommendations.recommender(
        knowledge,
        users,
        generations,
        List.of(),
        new Pages("bench"),
        rules,
        Phrases.builtIn(),
        metrics,
        System::currentTimeMillis);
  }

  ServedRecords served() {
    return new ServedRecords(knowledge);
  }

  ProductSearch search() {
    return new ProductSearch(
        catalogue,
        signals,
        users,
        generations,
        texts,
        null,
        Relevance.DEFAULT.meaning(),
        rules,
        System::currentTimeMillis);
  }

  SignalStore signals() {
    return signals;
  }

  /** An item is viewed once more. */
  void touch(int item) {
    ItemSignals known = signals.get(item);
    ItemSignals of = known == null ? ItemSignals.empty(ids.id(item)) : known;
    signals.take(ids.id(item), of.with(EventType.VIEW_ITEM, 1, now));
  }

  @Override
  public void close() {
    generations.close();
    texts.close();
    metrics.close();
  }
}
