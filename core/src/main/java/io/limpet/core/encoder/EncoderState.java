package io.limpet.core.encoder;

import java.util.Arrays;

/**
 * What an encoder remembers of one user: a fixed number of floats and the time of the newest event.
 * Mutable, so that folding an event allocates nothing; owned by one thread at a time.
 */
public final class EncoderState {
  private final float[] values;
  private long lastMillis;
  private int folded;

  /** The state of {@code folded} events, the newest at {@code lastMillis}. Takes over the array. */
  public EncoderState(float[] values, long lastMillis, int folded) {
    this.values = values;
    this.lastMillis = lastMillis;
    this.folded = folded;
  }

  /** The state of a user without events. */
  public static EncoderState ofSize(int size) {
    return new EncoderState(new float[size], 0, 0);
  }

  /** The numbers themselves, not a copy; what they mean is the encoder's own affair. */
  public float[] values() {
    return values;
  }

  /** Time of the newest event folded, epoch milliseconds; 0 before the first. */
  public long lastMillis() {
    return lastMillis;
  }

  /** How many events were folded. */
  public int folded() {
    return folded;
  }

  /** Notes that an event was folded. For encoders. */
  public void advance(long millis) {
    lastMillis = Math.max(lastMillis, millis);
    folded++;
  }

  /** Forgets everything. */
  public void reset() {
    Arrays.fill(values, 0);
    lastMillis = 0;
    folded = 0;
  }
}
