package io.limpet.core.event;

import java.time.Duration;
import java.time.Instant;

/** The bounds that input is held to. Generous for any real shop, small enough to protect one. */
public final class Limits {
  /** Characters of an id; longer ones are refused, never cut. */
  public static final int ID_LENGTH = 256;

  /** Characters of a search query. */
  public static final int QUERY_LENGTH = 1_000;

  /** Items of one event. */
  public static final int ITEMS_PER_EVENT = 1_000;

  /** Properties of one event. */
  public static final int PROPERTIES = 50;

  /** Characters of a property's name or value. */
  public static final int PROPERTY_LENGTH = 1_000;

  /** Pieces of one item in one event. */
  public static final int QUANTITY = 1_000_000;

  /** Highest price or value. */
  public static final double AMOUNT = 1e9;

  /** Events before online shops are a mistake of units (seconds for milliseconds, mostly). */
  public static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

  /** How far a client's clock may be ahead. */
  public static final Duration AHEAD = Duration.ofHours(1);

  private Limits() {}
}
