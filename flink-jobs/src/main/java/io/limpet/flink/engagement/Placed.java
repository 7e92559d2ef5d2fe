package io.limpet.flink.engagement;

/**
 * An event with what is known of the answer that it names. Public, so that Flink takes it as a
 * record with fields.
 *
 * @param visitor whose event
 * @param event in the encoding of {@code limpet.events.clean}
 * @param answer where the answer was shown, and how it was made
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
public record Placed(String visitor, byte[] event, Answer answer) {}
