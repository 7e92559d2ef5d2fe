package io.limpet.flink.users;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.encoder.UserEncoder;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.generation.Generation;
import io.limpet.core.generation.ItemTable;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.ItemVector;
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
    Event event = clean.event();
    UserProfile profile = known.profile().with(event, this::category);
    EncoderState state;
    if (known.generation().equals(id()) && !isLate(known.profile(), event)) {
      state = known.encoder();
      fold(state, event);
    } else {
      state = encode(profile.recent());
    }
    return new Visitor(
        id(),
        state,
        profile,
        Math.max(known.version(), clean.receivedMillis()),
        event.eventId(),
        known.progress().after(clean, nowMillis));
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

  /** Whether folding the event now would break the order of time. */
  private static boolean isLate(UserProfile profile, Event event) {
    return leavesTrace(event)
        && !profile.recent().isEmpty()
        && event.timestampMillis() < profile.recent().getLast().timestampMillis();
  }

  /** What is folded is what {@link UserProfile#recent()} keeps, so that both ways agree. */
  private static boolean leavesTrace(Event event) {
    return event.type() != EventType.VIEW_ITEM_LIST;
  }

  private void fold(EncoderState state, Event event) {
    if (generation == null || !leavesTrace(event)) {
      return;
    }
    for (LineItem item : event.items()) {
      fold(generation, state, item.itemId(), event.type(), event.timestampMillis());
    }
  }

  private EncoderState encode(List<RecentItem> recent) {
    if (generation == null) {
      return EncoderState.ofSize(0);
    }
    EncoderState state = generation.encoder().newState();
    for (RecentItem item : recent) {
      fold(generation, state, item.itemId(), item.type(), item.timestampMillis());
    }
    return state;
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
