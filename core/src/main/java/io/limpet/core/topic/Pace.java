package io.limpet.core.topic;

/**
 * How soon who reads or writes topics has what is new. On a stack of one machine every event is
 * read nine times, so what a fetch costs matters more than what is in it.
 *
 * @see #AT_ONCE
 * @see #GATHERED
 */
public enum Pace {
  /** A shopper waits for the effect: each record travels by itself, the moment it is there. */
  AT_ONCE(1, 500, 0, 0),

  /** Nobody waits: what comes within a fifth of a second travels together. */
  GATHERED(256 << 10, 200, 100, 50);

  private final int fetchBytes;
  private final int fetchMillis;
  private final int bufferMillis;
  private final int lingerMillis;

  Pace(int fetchBytes, int fetchMillis, int bufferMillis, int lingerMillis) {
    this.fetchBytes = fetchBytes;
    this.fetchMillis = fetchMillis;
    this.bufferMillis = bufferMillis;
    this.lingerMillis = lingerMillis;
  }

  /** Kafka's {@code fetch.min.bytes}: a broker answers a fetch once it has so much. */
  public int fetchBytes() {
    return fetchBytes;
  }

  /** Kafka's {@code fetch.max.wait.ms}: or after so long, with what there is. */
  public int fetchMillis() {
    return fetchMillis;
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
