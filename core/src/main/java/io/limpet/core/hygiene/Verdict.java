package io.limpet.core.hygiene;

/**
 * What an event's visitor was found to be.
 *
 * @param after how the visitor has behaved, the event included
 * @param sign what it is known by as a bot; {@link Sign#NONE} for a person
 * @param score from 0, a bot from 1 on
 * @param why what was found, in words; empty for a person
 */
public record Verdict(Behaviour after, Sign sign, double score, String why) {
  static Verdict person(Behaviour after) {
    return new Verdict(after, Sign.NONE, 0, "");
  }

  /** Whether it is a bot. */
  public boolean isBot() {
    return sign != Sign.NONE;
  }
}
