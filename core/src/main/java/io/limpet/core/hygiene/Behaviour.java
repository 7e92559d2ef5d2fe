package io.limpet.core.hygiene;

import io.limpet.core.event.Event;

/**
 * How a visitor behaves, as far as it tells people from programs: of about 100 bytes for almost
 * everybody, and never more than 400. Everything is judged by event time, so that a past which is
 * imported in seconds looks as it was lived.
 *
 * @param person whether an operator has let quarantined events of this visitor pass
 * @param day what was done lately
 * @param rhythm how fast and how evenly
 * @param heldUntilMillis event time until which the visitor stays what it was found to be
 * @param heldAs by which sign it was found to be a bot; {@link Sign#NONE} when it was not
 */
public record Behaviour(boolean person, Day day, Rhythm rhythm, long heldUntilMillis, Sign heldAs) {

  /** Of a visitor never seen. */
  public static final Behaviour NONE =
      new Behaviour(false, Day.NONE, Rhythm.NONE, Long.MIN_VALUE, Sign.NONE);

  /** After one more event. */
  Behaviour with(Event event) {
    long at = event.timestampMillis();
    Day today = day.at(at);
    return switch (event.type()) {
      case VIEW_ITEM -> with(today.viewed(event), rhythm.with(at));
      case SEARCH -> with(today, rhythm.with(at));
      case ADD_TO_CART, ADD_TO_WISHLIST, PURCHASE -> with(today.wanted(), rhythm);
      default -> with(today, rhythm);
    };
  }

  private Behaviour with(Day newDay, Rhythm newRhythm) {
    return new Behaviour(person, newDay, newRhythm, heldUntilMillis, heldAs);
  }

  /** The same, taken for a bot until then. */
  Behaviour held(Sign as, long untilMillis) {
    return new Behaviour(person, day, rhythm, untilMillis, as);
  }

  /** The same, found to be a person after all. */
  Behaviour free() {
    return new Behaviour(person, day, rhythm, Long.MIN_VALUE, Sign.NONE);
  }

  /** The same, whom an operator takes for a person: nothing is held against the visitor again. */
  public Behaviour asPerson() {
    return new Behaviour(true, day, rhythm, Long.MIN_VALUE, Sign.NONE);
  }
}
