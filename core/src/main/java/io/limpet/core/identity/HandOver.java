package io.limpet.core.identity;

import io.limpet.core.profile.UserProfile;

/**
 * What a device was used for before somebody signed in there, on its way to the user: what {@code
 * limpet.identities} carries.
 *
 * <p>Written at least once. The events of a device have one order, that of their origin, so its
 * hand-overs have, too: a consumer that is keyed by user takes one only if its origin is beyond
 * that of the last one it took of the same device and origin partition.
 *
 * @param user whose it is from now on
 * @param device visitor key of the device, {@code anonymous:} and its id
 * @param profile what was done there, to be {@linkplain UserProfile#and added} to the user's
 * @param receivedMillis when Kafka had the event that caused it, epoch milliseconds
 * @param eventId of that event: a sign-in, or something done before it that came late
 * @param originPartition partition of {@code limpet.events} that the event was read from
 * @param originOffset offset in that partition
 */
public record HandOver(
    String user,
    String device,
    UserProfile profile,
    long receivedMillis,
    String eventId,
    int originPartition,
    long originOffset) {}
