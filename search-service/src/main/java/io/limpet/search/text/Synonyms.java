package io.limpet.search.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Words that stand for others, from a file of lines in the way of Lucene and Solr: {@code laptop,
 * notebook} find each other, {@code pda => smartphone, handheld} finds those on the right for the
 * one on the left, what follows {@code #} is a comment. A rule is applied once, never to what
 * another rule brought, so the order of the lines means nothing. Immutable.
 */
public final class Synonyms {
  /** None. */
  public static final Synonyms NONE = new Synonyms(Map.of());

  private static final int SIDE_MOST = 100;
  private static final int WORDS_MOST = 6;

  private final Map<List<String>, Set<List<String>>> rules;
  private final Set<String> words;
  private final int longest;

  private Synonyms(Map<List<String>, Set<List<String>>> rules) {
    this.rules = rules;
    this.words = new HashSet<>();
    rules.keySet().forEach(words::addAll);
    this.longest = rules.keySet().stream().mapToInt(List::size).max().orElse(0);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file, the line and the mend; also where rules with
   *     {@code =>} lead round in a circle, of which nobody can say what was meant
   */
  public static Synonyms read(Path file, Language language) {
    try {
      return of(Files.readAllLines(file), file.toString(), language);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IllegalArgumentException("synonyms " + file + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "synonyms "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); name a file of lines such"
              + " as \"laptop, notebook\"",
          e);
    }
  }

  static Synonyms of(List<String> lines, String name, Language language) {
    WordSplitter splitter = language.splitter();
    Map<List<String>, Set<List<String>>> rules = new HashMap<>();
    Map<List<String>, Map<List<String>, Integer>> directed = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").replace("\uFEFF", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      String where = name + ", line " + (i + 1) + ": ";
      String[] sides = line.split("=>", -1);
      if (sides.length > 2) {
        throw new IllegalArgumentException(
            where + "\"=>\" stands there more than once; give each rule a line of its own");
      }
      List<List<String>> from = phrases(sides[0], splitter, where);
      if (sides.length == 2) {
        for (List<String> left : from) {
          for (List<String> right : phrases(sides[1], splitter, where)) {
            add(rules, left, right);
            if (!left.equals(right)) {
              directed.computeIfAbsent(left, key -> new HashMap<>()).put(right, i + 1);
            }
          }
        }
      } else if (from.size() < 2) {
        throw new IllegalArgumentException(
            where + "\"" + line + "\" has no synonym; write it as \"word, synonym\"");
      } else {
        from.forEach(left -> from.forEach(right -> add(rules, left, right)));
      }
    }
    refuseCircles(directed, name);
    return new Synonyms(rules);
  }

  private static void add(
      Map<List<String>, Set<List<String>>> rules, List<String> from, List<String> to) {
    if (!from.equals(to)) {
      rules.computeIfAbsent(from, key -> new LinkedHashSet<>()).add(to);
    }
  }

  private static List<List<String>> phrases(String side, WordSplitter splitter, String where) {
    List<List<String>> phrases = new ArrayList<>();
    for (String phrase : side.split(",", -1)) {
      List<String> words =
          splitter.words(phrase, WORDS_MOST + 1).stream().map(Word::surface).toList();
      if (words.isEmpty()) {
        throw new IllegalArgumentException(
            where + "a word is missing beside a comma or \"=>\"; write \"a, b\" or \"a => b\"");
      }
      if (words.size() > WORDS_MOST) {
        throw new IllegalArgumentException(
            where
                + "\""
                + phrase.strip()
                + "\" has more than "
                + WORDS_MOST
                + " words; shorten it");
      }
      phrases.add(words);
    }
    if (phrases.size() > SIDE_MOST) {
      throw new IllegalArgumentException(
          where + phrases.size() + " synonyms in one line; give at most " + SIDE_MOST);
    }
    return phrases;
  }

  private static void refuseCircles(
      Map<List<String>, Map<List<String>, Integer>> directed, String name) {
    Set<List<String>> safe = new HashSet<>();
    for (List<String> start : directed.keySet()) {
      var path = new ArrayList<List<String>>();
      walk(start, directed, safe, path, name);
    }
  }

  private static void walk(
      List<String> at,
      Map<List<String>, Map<List<String>, Integer>> directed,
      Set<List<String>> safe,
      List<List<String>> path,
      String name) {
    int before = path.indexOf(at);
    if (before >= 0) {
      List<List<String>> circle = new ArrayList<>(path.subList(before, path.size()));
      circle.add(at);
      int line = directed.getOrDefault(path.getLast(), Map.of()).getOrDefault(at, 0);
      throw new IllegalArgumentException(
          name
              + ", line "
              + line
              + ": the rules lead round in a circle, "
              + String.join(" => ", circle.stream().map(words -> String.join(" ", words)).toList())
              + "; where they all mean the same, write one line of them with commas");
    }
    if (safe.contains(at)) {
      return;
    }
    path.add(at);
    for (List<String> next : directed.getOrDefault(at, Map.of()).keySet()) {
      walk(next, directed, safe, path, name);
    }
    path.removeLast();
    safe.add(at);
  }

  /** The most words that the left side of a rule has. */
  int longest() {
    return longest;
  }

  /** Whether a word is part of what has synonyms. */
  boolean knows(String word) {
    return words.contains(word);
  }

  /** What stands for these words. */
  Set<List<String>> of(List<String> words) {
    return rules.getOrDefault(words, Set.of());
  }

  /** Every phrase that has synonyms with what it also finds, in the order of the alphabet. */
  public SortedMap<String, List<String>> phrases() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    rules.forEach(
        (phrase, others) ->
            all.put(
                String.join(" ", phrase),
                others.stream().map(words -> String.join(" ", words)).sorted().toList()));
    return all;
  }

  /** How many phrases have synonyms. */
  public int size() {
    return rules.size();
  }
}
