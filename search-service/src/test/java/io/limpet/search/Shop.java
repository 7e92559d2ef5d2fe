package io.limpet.search;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.RunningBroker;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The topics and the registry of a small shop, as the jobs and the trainer would have left them.
 */
public final class Shop {
  private static final long MONTH = 30 * 86_400_000L;

  private final RunningBroker broker;
  private final Path folder;
  private final Registry registry;
  private final long now = System.currentTimeMillis();

  public Shop(RunningBroker broker, Path folder) {
    this.broker = broker;
    this.folder = folder;
    this.registry = new Registry(folder.resolve("models"));
  }

  /** Fills the catalogue with the sample items. */
  public Shop stock() {
    for (Item item : SampleItems.all()) {
      broker.send(Topics.ITEMS, item.itemId(), SampleItems.catalogued(item, now - MONTH));
    }
    return this;
  }

  /** Trains a generation whose vectors are unlike those of any other seed. */
  public Shop train(String generation, long seed) {
    TinyGeneration.write(registry, generation, seed);
    return this;
  }

  /** Trains a generation that predicts what visitors will do. */
  public Shop trainPredicting(String generation) {
    TinyGeneration.writePredicting(registry, generation);
    return this;
  }

  /** Changes a bit of the tensors. */
  public Shop damage(String generation) {
    Path file = folder.resolve("models").resolve(generation).resolve("tensors.safetensors");
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 7] ^= 4;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Releases a generation the way another program would. */
  public Shop release(String generation) {
    broker.send(
        Topics.MODELS,
        generation,
        new Release(generation, Release.State.RELEASED, System.currentTimeMillis()));
    return this;
  }

  /** A visitor who looked at these items two days ago, with a vector of this generation. */
  public Shop visitor(String visitor, String generation, List<String> viewed, String... bought) {
    List<RecentItem> recent = new ArrayList<>();
    for (String item : viewed) {
      recent.add(new RecentItem(item, EventType.VIEW_ITEM, now - 2 * 86_400_000L));
    }
    float[] vector = new float[0];
    if (!generation.isEmpty()) {
      Generation opened = registry.open(generation);
      vector = opened.encoder().vector(opened.encode(recent)).orElseThrow();
    }
    var profile =
        new UserProfile(recent, List.of(bought), Map.of(), recent.size(), now - MONTH, now);
    broker.send(
        Topics.USER_VECTORS,
        visitor,
        new UserVector(visitor, generation, vector, profile, now, "e-" + visitor));
    return this;
  }

  /** A visitor with this history, oldest first, and no vector. */
  public Shop history(String visitor, RecentItem... acts) {
    List<String> bought =
        Stream.of(acts)
            .filter(act -> act.type() == EventType.PURCHASE)
            .map(RecentItem::itemId)
            .distinct()
            .toList();
    var profile = new UserProfile(List.of(acts), bought, Map.of(), acts.length, now - MONTH, now);
    broker.send(
        Topics.USER_VECTORS,
        visitor,
        new UserVector(visitor, "", new float[0], profile, now, "e-" + visitor));
    return this;
  }

  public Registry registry() {
    return registry;
  }
}
