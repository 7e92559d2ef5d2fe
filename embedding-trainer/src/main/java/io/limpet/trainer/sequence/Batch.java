package io.limpet.trainer.sequence;

/**
 * Some sequences one after the other, a position an event: what happened there, and what came next.
 *
 * @param starts first position of each sequence, and the end of the last
 * @param items by position, an index into the embeddings of the step
 * @param types event codes by position
 * @param gaps code of the time since the event before, by position, see {@link Gaps}
 * @param targets by position what came next, an index like those of {@code items}; -1 where nothing
 *     is to be learned
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record Batch(int[] starts, int[] items, byte[] types, byte[] gaps, int[] targets) {

  int sequences() {
    return starts.length - 1;
  }

  int positions() {
    return items.length;
  }
}
