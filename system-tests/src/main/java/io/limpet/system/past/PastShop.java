package io.limpet.system.past;

import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import io.limpet.core.generation.ContentProjection;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.release.Release;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.text.TextEncoder;
import io.limpet.core.vector.ItemVector;
import io.limpet.core.vector.UserVector;
import io.limpet.search.content.TextEncoders;
import io.limpet.search.generation.GenerationOpener;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.phrase.Phrases;
import io.limpet.search.recommend.Knowledge;
import io.limpet.search.recommend.Pages;
import io.limpet.search.recommend.Recommendations;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The service's state and its recommender as of a moment of the past. State is fed with the records
 * that the topics would have carried, in the order of time: items, the vectors of items that the
 * generation does not know, a visitor's profile after every act, signals. Owned by one thread.
 */
public final class PastShop implements AutoCloseable {
  private static final float[] NONE = {};

  private final ItemIds ids = new ItemIds();
  private final Catalogue catalogue = new Catalogue(ids);
  private final UserStore users = new UserStore(ids);
  private final SignalStore signals = new SignalStore(ids);
  private final AtomicLong clock = new AtomicLong();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final GenerationSwitch generations;
  private final Recommender recommender;
  private final Past past;

  /**
   * Opens a generation in the past.
   *
   * @param generation its folder; it must not have learned from what is asked
   * @param encoders of texts, for items that the generation does not know; none to leave those
   *     without vectors
   * @param indexes folder for the index, of no use afterwards
   */
  public PastShop(Past past, Path generation, List<TextEncoder> encoders, Path indexes) {
    this.past = past;
    Knowledge knowledge = Knowledge.listening(catalogue, users, signals);
    Path folder = generation.toAbsolutePath().normalize();
    var registry = new Registry(Objects.requireNonNull(folder.getParent()));
    String id = registry.open(folder.getFileName().toString()).id();
    this.generations =
        new GenerationSwitch(
            new GenerationOpener(
                registry, new LocalIndexes(indexes, HnswSettings.DEFAULT, ids), ids),
            users::byGeneration,
            metrics);
    this.recommender =
        Recommendations.recommender(
            knowledge,
            users,
            generations,
            List.of(),
            new Pages("past"),
            new RuleStore(),
            Phrases.builtIn(),
            metrics,
            clock::get);
    putItems();
    generations.take(id, new Release(id, Release.State.RELEASED, 1));
    generations.caughtUp().join();
    try (Lease lease = generations.leaseCurrent().orElseThrow()) {
      addLaterItems(lease.generation(), new TextEncoders(encoders));
      replay(lease.generation());
    }
    countSignals();
  }

  private void putItems() {
    long[] added = past.added();
    for (int number = 0; number < added.length; number++) {
      Item item = past.catalogue().get(number);
      catalogue.take(item.itemId(), new CatalogueItem(item, added[number], added[number]));
    }
  }

  /** As the service's content encoder does. */
  private void addLaterItems(OpenGeneration open, TextEncoders encoders) {
    Generation trained = open.trained();
    @Nullable TextEncoder encoder = encoders.of(trained).orElse(null);
    if (encoder == null) {
      return;
    }
    ContentProjection projection = trained.content().orElseThrow();
    for (Item item : past.catalogue()) {
      if (!open.knows(item.itemId()) && !item.contentText().isEmpty()) {
        float[] text = encoder.encode(item.contentText());
        var vector =
            new ItemVector(
                item.itemId(),
                open.id(),
                projection.vector(text, item),
                projection.input(text, item),
                item.topCategory().orElse(""),
                1);
        generations.take(vector.key(), vector);
      }
    }
  }

  /** Lets visitors act; all get their vectors with their last act, the one that is asked for. */
  private void replay(OpenGeneration open) {
    int[] left = new int[past.before().users()];
    for (int user = 0; user < left.length; user++) {
      left[user] = past.before().end(user) - past.before().begin(user);
    }
    Map<Integer, UserProfile> profiles = new HashMap<>();
    for (int row : past.inOrder()) {
      int user = past.before().user(row);
      long millis = past.before().millis(row);
      String visitor = past.before().userIds().get(user);
      String itemId = past.before().itemIds().get(past.before().item(row));
      UserProfile profile =
          profiles
              .getOrDefault(user, UserProfile.empty())
              .with(
                  new Event(
                      "e" + row,
                      past.type(row),
                      visitor,
                      null,
                      null,
                      millis,
                      List.of(LineItem.of(itemId)),
                      null,
                      null,
                      null,
                      null,
                      Map.of()),
                  this::topCategory);
      profiles.put(user, profile);
      float[] vector = --left[user] == 0 ? open.encode(profile.recent()).orElse(NONE) : NONE;
      users.take(visitor, new UserVector(visitor, open.id(), vector, profile, millis, "e" + row));
    }
  }

  private @Nullable String topCategory(String itemId) {
    CatalogueItem item = catalogue.get(itemId);
    return item == null ? null : item.item().topCategory().orElse(null);
  }

  private void countSignals() {
    ItemSignals[] of = new ItemSignals[past.catalogue().size()];
    for (int row = 0; row < past.before().size(); row++) {
      int item = past.before().item(row);
      String id = past.before().itemIds().get(item);
      ItemSignals known = of[item] == null ? ItemSignals.empty(id) : of[item];
      of[item] = known.with(past.type(row), 1, past.before().millis(row));
    }
    for (ItemSignals one : of) {
      if (one != null) {
        signals.take(one.itemId(), one);
      }
    }
    signals.rank();
  }

  /** What had happened. */
  public Past past() {
    return past;
  }

  /** Answers at a time, epoch milliseconds; leaves no trace. */
  Recommender.Answer answer(Recommender.Request request, long millis) {
    clock.set(millis);
    return recommender.rehearse(request);
  }

  /** The generation that answers. */
  Lease lease() {
    return generations.leaseCurrent().orElseThrow();
  }

  @Override
  public void close() {
    generations.close();
    metrics.close();
  }
}
