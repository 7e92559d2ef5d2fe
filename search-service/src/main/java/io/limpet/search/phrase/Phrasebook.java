package io.limpet.search.phrase;

import java.util.Map;

/**
 * What shoppers are told in one language. Immutable.
 *
 * @param language tag of the language (BCP 47), {@code de} for one
 * @param templates for every phrase
 */
public record Phrasebook(String language, Map<Phrase, String> templates) {
  public Phrasebook {
    templates = Map.copyOf(templates);
  }

  /** The words for something that speaks of no item. */
  public String say(Phrase phrase) {
    return templates.getOrDefault(phrase, "");
  }

  /**
   * The words for something that speaks of an item.
   *
   * @param title what the item is called
   */
  public String say(Phrase phrase, String title) {
    return say(phrase).replace(Phrase.ITEM, title);
  }
}
