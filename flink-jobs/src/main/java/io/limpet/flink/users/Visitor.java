package io.limpet.flink.users;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.profile.UserProfile;
import io.limpet.flink.wire.Progress;

/**
 * What is kept of a visitor.
 *
 * @param generation that {@code encoder} is of; empty while there is none
 * @param encoder the state of that generation's encoder; the one part that is changed in place
 * @param profile recent items, bought items, affinities
 * @param version when the newest event folded reached Kafka, epoch milliseconds
 * @param eventId the event folded last
 * @param progress which events were taken in
 */
record Visitor(
    String generation,
    EncoderState encoder,
    UserProfile profile,
    long version,
    String eventId,
    Progress progress) {

  /** Somebody never seen. */
  static Visitor unknown() {
    return new Visitor("", EncoderState.ofSize(0), UserProfile.empty(), 0, "", Progress.none());
  }

  /** Whether nothing is known, of a device that somebody has just signed in on for instance. */
  boolean isEmpty() {
    return profile.events() == 0;
  }

  /** The same after something that was taken in without a trace here. */
  Visitor passing(Progress newProgress) {
    return new Visitor(generation, encoder, profile, version, eventId, newProgress);
  }

  /** The same, encoded in another generation. */
  Visitor encodedIn(String newGeneration, EncoderState newEncoder) {
    return new Visitor(newGeneration, newEncoder, profile, version, eventId, progress);
  }
}
