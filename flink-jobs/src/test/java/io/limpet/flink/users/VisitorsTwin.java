package io.limpet.flink.users;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.event.Event;
import io.limpet.core.generation.Generation;
import io.limpet.core.profile.UserProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The slow twin of the jobs' visitors: keeps everybody as objects, for views in order of time. */
final class VisitorsTwin {
  private final Generation generation;
  private final Map<String, UserProfile> profiles = new HashMap<>();
  private final Map<String, EncoderState> states = new HashMap<>();

  VisitorsTwin(Generation generation) {
    this.generation = generation;
  }

  void take(Event event) {
    profiles.merge(
        event.visitor(), UserProfile.of(event, generation.items()::category), UserProfile::and);
    EncoderState state =
        states.computeIfAbsent(event.visitor(), first -> generation.encoder().newState());
    float[] input = new float[generation.encoder().inputDimensions()];
    int row = generation.items().row(event.items().getFirst().itemId());
    generation.items().inputs().row(row, input);
    generation.encoder().fold(state, input, event.type(), event.timestampMillis());
  }

  Map<String, UserProfile> profiles() {
    return profiles;
  }

  float[] vector(String visitor) {
    return generation.encoder().vector(Objects.requireNonNull(states.get(visitor))).orElseThrow();
  }
}
