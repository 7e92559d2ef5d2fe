package io.limpet.core.vector;

import io.limpet.core.profile.UserProfile;

/**
 * A visitor's vector with what is known beside it: what {@code limpet.user-vectors} carries.
 *
 * <p>An upsert. Of two records of one visitor the one with the higher {@code version} is newer; of
 * equal versions the later to arrive is, since a change of generation keeps the version.
 *
 * @param visitor user id, or prefixed anonymous id
 * @param generation the generation whose item vectors it may be compared with; empty while there is
 *     none
 * @param vector as many floats as the generation has dimensions; none while there is no generation,
 *     or while nothing was folded
 * @param profile recent items, bought items, affinities
 * @param version when the newest event folded reached Kafka, epoch milliseconds
 * @param eventId the event that caused it
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record UserVector(
    String visitor,
    String generation,
    float[] vector,
    UserProfile profile,
    long version,
    String eventId) {

  /** Whether it can be compared with item vectors. */
  public boolean hasVector() {
    return vector.length > 0;
  }
}
