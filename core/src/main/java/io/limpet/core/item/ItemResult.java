package io.limpet.core.item;

import io.limpet.core.event.Rejection;

/** What became of one item in an input: read, or refused. */
public sealed interface ItemResult {
  /** A valid item. */
  record Accepted(Item item) implements ItemResult {}

  /** An item that was refused. */
  record Rejected(Rejection rejection) implements ItemResult {}
}
