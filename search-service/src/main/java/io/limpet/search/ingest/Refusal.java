package io.limpet.search.ingest;

import io.limpet.core.event.Rejection;

/**
 * One row of an input that was refused.
 *
 * @param index its place in the input, from 0
 * @param reason the kind of fault
 * @param field where in the row; empty when it is the whole
 * @param message what was wrong and how to mend it
 */
public record Refusal(int index, String reason, String field, String message) {
  static Refusal of(int index, Rejection rejection) {
    return new Refusal(index, rejection.reason().label(), rejection.field(), rejection.message());
  }
}
