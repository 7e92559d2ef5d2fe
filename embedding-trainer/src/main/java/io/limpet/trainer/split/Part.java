package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.util.List;

/**
 * What a model may learn from, and what it is asked afterwards.
 *
 * @param name {@code validation} or {@code test}
 * @param training nothing in it comes after a question of the same part
 * @param whole the interactions that the histories of the cases are rows of
 * @param cases the questions
 * @param description one line for people: which window, how many
 */
public record Part(
    String name, Interactions training, Interactions whole, List<Case> cases, String description) {

  public Part {
    cases = List.copyOf(cases);
  }
}
