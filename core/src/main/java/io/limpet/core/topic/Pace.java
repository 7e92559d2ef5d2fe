package io.limpet.core.topic;

/**
 * How soon who reads or writes topics has what is new. On a stack of one machine every event is
 * read nine times, so what a fetch costs matters more than what is in it, and most topics are
 * silent most of the time, so asking in vain must be rare.
 *
 * @see #AT_ONCE
 * @see #GATHERED
 */
public enum Pace {
  /** A shopper waits for the effect: each record travels by itself, the moment it is there. */
  AT_ONCE(0, 0, 0),

  /** Nobody waits: what comes within a fifth of a second travels together. */
  GATHERED(200, 100, 50);

  /**
   * Kafka's {@code fetch.max.wait.ms}. A broker answers a fetch the moment it has something,
   * whatever this says; after so long it says that there is nothing. A Flink source that is closed
   * waits for that answer.
   */
  public static final int FETCH_MILLIS = 1_000;

  /** Kafka's {@code max.poll.records}. */
  public static final int POLL_RECORDS = 2_000;

  private final int pauseMillis;
  private final int bufferMillis;
  private final int lingerMillis;

  Pace(int pauseMillis, int bufferMillis, int lingerMillis) {
    this.pauseMillis = pauseMillis;
    this.bufferMillis = bufferMillis;
    this.lingerMillis = lingerMillis;
  }

  /**
   * How long who was given records waits before it asks for more, so that these come together. Who
   * is behind does not wait.
   *
   * @param records how many it was given, at most {@link #POLL_RECORDS}
   */
  public int pauseMillis(int records) {
    return records > 0 && records < POLL_RECORDS / 2 ? pauseMillis : 0;
  }

  /** How long a record may wait for others between two operators. */
  public int bufferMillis() {
    return bufferMillis;
  }

  /** Kafka's {@code linger.ms}: how long a written record may wait for others. */
  public int lingerMillis() {
    return lingerMillis;
  }
}
