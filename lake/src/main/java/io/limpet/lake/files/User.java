package io.limpet.lake.files;

import java.util.List;
import java.util.Map;

/**
 * What a shop knows of a user beside what the user did.
 *
 * @param userId the shop's id, as in the interactions
 * @param tokens what is said in words, a map's entries as {@code name=value}
 * @param numbers what is said in numbers, finite, by name
 */
public record User(String userId, List<String> tokens, Map<String, Double> numbers) {
  public User {
    tokens = List.copyOf(tokens);
    numbers = Map.copyOf(numbers);
  }
}
