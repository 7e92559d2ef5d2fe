package io.limpet.core.event;

/**
 * Says what was wrong with an input and how to mend it.
 *
 * @param reason the kind of fault
 * @param field where, {@code items[2].price} for instance; empty when it is the whole
 * @param message a sentence that names the field, the value and the mend
 */
public record Rejection(RejectReason reason, String field, String message) {}
