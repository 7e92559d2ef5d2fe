package io.limpet.retail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the category of a title by the rules of {@code categories.txt}. Immutable. */
final class Categories {
  /** Of a title that no rule knows. */
  static final String OTHER = "Other";

  private static final String RESOURCE = "categories.txt";

  private final List<Rule> rules;

  private record Rule(String category, Pattern words) {}

  private Categories(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  static Categories load() {
    try (var in =
            Objects.requireNonNull(
                Categories.class.getResourceAsStream(RESOURCE), "no resource " + RESOURCE);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Rule> rules = new ArrayList<>();
      StringBuilder rule = new StringBuilder();
      for (String line : (Iterable<String>) lines.lines()::iterator) {
        if (!line.startsWith(" ")) {
          add(rules, rule.toString());
          rule.setLength(0);
        }
        if (!line.startsWith("#")) {
          rule.append(line);
        }
      }
      add(rules, rule.toString());
      return new Categories(rules);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + RESOURCE, e);
    }
  }

  private static void add(List<Rule> rules, String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      String words =
          Stream.of(line.substring(colon + 1).split(",", -1))
              .map(word -> Pattern.quote(word.strip().toUpperCase(Locale.ROOT)))
              .collect(Collectors.joining("|"));
      Pattern pattern = Pattern.compile("(?<![A-Z0-9])(?:" + words + ")(?:S|ES)?(?![A-Z0-9])");
      rules.add(new Rule(line.substring(0, colon).strip(), pattern));
    }
  }

  String of(String title) {
    String upper = title.toUpperCase(Locale.ROOT);
    for (Rule rule : rules) {
      if (rule.words().matcher(upper).find()) {
        return rule.category();
      }
    }
    return OTHER;
  }
}
