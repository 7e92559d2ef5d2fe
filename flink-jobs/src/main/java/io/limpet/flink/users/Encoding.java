package io.limpet.flink.users;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.ItemTable;
import io.limpet.core.identity.HandOver;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.ItemVector;
import io.limpet.flink.wire.Progress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Encodes visitors in one generation, with the items that are younger than it, or in none: then
 * they have a profile and no vector. For one thread.
 */
final class Encoding {
  private static final float[] NO_VECTOR = {};

  private final @Nullable Generation generation;
  private final Function<String, @Nullable ItemVector> young;
  private final float[] input;

  /**
   * @param generation null for none
   * @param young finds the vector of an item that the generation was not trained on, by {@link
   *     ItemVector#key()}
   */
  Encoding(@Nullable Generation generation, Function<String, @Nullable ItemVector> young) {
    this.generation = generation;
    this.young = young;
    this.input = new float[generation == null ? 0 : generation.encoder().inputDimensions()];
  }

  /** Id of the generation, empty for none. */
  String id() {
    return generation == null ? "" : generation.id();
  }

  /** The visitor after one more event. Takes over the state of {@code known}. */
  Visitor after(Visitor known, CleanEvent clean, long nowMillis) {
    return after(
        known,
        profileOf(clean.event()),
        clean.receivedMillis(),
        clean.event().eventId(),
        known.progress().after(clean, nowMillis));
  }

  /** The user after taking over what was done on a device. Takes over the state of known. */
  Visitor after(Visitor known, HandOver handOver, long nowMillis) {
    return after(
        known,
        handOver.profile(),
        handOver.receivedMillis(),
        handOver.eventId(),
        known.progress().touched(nowMillis));
  }

  private Visitor after(
      Visitor known, UserProfile more, long receivedMillis, String eventId, Progress progress) {
    UserProfile profile = known.profile().and(more);
    EncoderState state = known.encoder();
    if (known.generation().equals(id()) && follows(more.recent(), known.profile().recent())) {
      fold(state, more.recent());
    } else if (!known.generation().equals(id())
        || !profile.recent().equals(known.profile().recent())) {
      state = encode(profile.recent());
    }
    return new Visitor(
        id(), state, profile, Math.max(known.version(), receivedMillis), eventId, progress);
  }

  /** The device after somebody signed in, with only what was done since. */
  Visitor left(Visitor known, UserProfile since, CleanEvent signIn, long nowMillis) {
    return new Visitor(
        id(),
        encode(since.recent()),
        since,
        Math.max(known.version(), signIn.receivedMillis()),
        signIn.event().eventId(),
        known.progress().after(signIn, nowMillis));
  }

  /** What one event says. */
  UserProfile profileOf(Event event) {
    return UserProfile.of(event, this::category);
  }

  /** What was done up to a time, and after it. */
  UserProfile.Parts parted(UserProfile profile, long millis) {
    return profile.partedAt(millis, this::category);
  }

  /** The visitor encoded in this generation, from what was done last. */
  Visitor anew(Visitor known) {
    return known.encodedIn(id(), encode(known.profile().recent()));
  }

  /** The visitor's vector; of no length while nothing that was folded speaks of taste. */
  float[] vector(Visitor visitor) {
    return generation == null
        ? NO_VECTOR
        : generation.encoder().vector(visitor.encoder()).orElse(NO_VECTOR);
  }

  /** Whether these acts can be folded now without breaking the order of time. */
  private static boolean follows(List<RecentItem> acts, List<RecentItem> folded) {
    return acts.isEmpty()
        || folded.isEmpty()
        || acts.getFirst().timestampMillis() >= folded.getLast().timestampMillis();
  }

  private EncoderState encode(List<RecentItem> recent) {
    EncoderState state =
        generation == null ? EncoderState.ofSize(0) : generation.encoder().newState();
    fold(state, recent);
    return state;
  }

  private void fold(EncoderState state, List<RecentItem> acts) {
    if (generation != null) {
      for (RecentItem act : acts) {
        fold(generation, state, act.itemId(), act.type(), act.timestampMillis());
      }
    }
  }

  private void fold(Generation in, EncoderState state, String item, EventType type, long millis) {
    UserEncoder encoder = in.encoder();
    ItemTable items = in.items();
    int row = items.row(item);
    if (row >= 0) {
      items.inputs().row(row, input);
      encoder.fold(state, input, type, millis);
      return;
    }
    ItemVector vector = young.apply(in.id() + "/" + item);
    if (vector != null && vector.input().length == input.length) {
      encoder.fold(state, vector.input(), type, millis);
    }
  }

  private @Nullable String category(String item) {
    if (generation == null) {
      return null;
    }
    if (generation.items().row(item) >= 0) {
      return generation.items().category(item);
    }
    ItemVector vector = young.apply(generation.id() + "/" + item);
    return vector == null || vector.category().isEmpty() ? null : vector.category();
  }
}
