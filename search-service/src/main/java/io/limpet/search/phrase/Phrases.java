package io.limpet.search.phrase;

import io.limpet.core.event.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The phrasebooks there are: those built in, and those of a shop's folder, a file {@code
 * LANGUAGE.properties} (UTF-8, lines {@code key = template}) each. A file of a built-in language
 * replaces what it says; what a language does not say is said as in the next wider one ({@code
 * de-CH}, {@code de}), in the end in English. Immutable.
 */
public final class Phrases {
  private static final String ENGLISH = "en";
  private static final List<String> BUILT_IN = List.of(ENGLISH, "de", "es", "fr", "zh");
  private static final String ENDING = ".properties";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}?");

  private final Map<String, Phrasebook> books = new TreeMap<>();
  private final List<Locale> locales;
  private final Phrasebook english;

  private Phrases(Map<String, Map<Phrase, String>> said) {
    Map<Phrase, String> base = said.getOrDefault(ENGLISH, Map.of());
    for (String language : said.keySet()) {
      Map<Phrase, String> templates = new EnumMap<>(base);
      for (int dash = language.indexOf('-'); dash > 0; dash = language.indexOf('-', dash + 1)) {
        templates.putAll(said.getOrDefault(language.substring(0, dash), Map.of()));
      }
      templates.putAll(said.getOrDefault(language, Map.of()));
      books.put(language, new Phrasebook(language, templates));
    }
    this.locales = books.keySet().stream().map(Locale::forLanguageTag).toList();
    this.english = new Phrasebook(ENGLISH, base);
  }

  /** Those built in. */
  public static Phrases builtIn() {
    return new Phrases(readBuiltIn());
  }

  /**
   * Those built in, and those of a folder.
   *
   * @throws IllegalArgumentException naming the file, the key, what is wrong with it and the mend
   */
  public static Phrases with(Path folder) {
    Map<String, Map<Phrase, String>> said = readBuiltIn();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "limpet.texts (LIMPET_TEXTS, --texts) is \"%s\"; give a folder of files LANGUAGE%s"
              .formatted(folder, ENDING),
          e);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no file LANGUAGE%s; put one there, de%s for German"
              .formatted(folder, ENDING, ENDING));
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      said.computeIfAbsent(
              language(file, name.substring(0, name.length() - ENDING.length())),
              language -> new EnumMap<>(Phrase.class))
          .putAll(read(file));
    }
    return new Phrases(said);
  }

  private static String language(Path file, String tag) {
    try {
      return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is no tag of a language; name the file de%s or pt-BR%s"
              .formatted(file, Faults.shown(tag), ENDING, ENDING),
          e);
    }
  }

  private static Map<Phrase, String> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8; save it as that", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, Map<Phrase, String>> readBuiltIn() {
    Map<String, Map<Phrase, String>> said = new TreeMap<>();
    for (String language : BUILT_IN) {
      String name = language + ENDING;
      try (InputStream in = Objects.requireNonNull(Phrases.class.getResourceAsStream(name), name)) {
        said.put(language, read(name, new InputStreamReader(in, StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + name, e);
      }
    }
    return said;
  }

  private static Map<Phrase, String> read(String file, Reader reader) throws IOException {
    var lines = new Properties();
    try {
      lines.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    Map<Phrase, String> said = new EnumMap<>(Phrase.class);
    for (String key : lines.stringPropertyNames()) {
      Phrase phrase =
          Arrays.stream(Phrase.values())
              .filter(one -> one.key().equals(key))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s: \"%s\" is not a key; there are %s"
                              .formatted(file, Faults.shown(key), keys())));
      said.put(phrase, checked(file, phrase, lines.getProperty(key)));
    }
    return said;
  }

  private static String keys() {
    return Arrays.stream(Phrase.values()).map(Phrase::key).collect(Collectors.joining(", "));
  }

  private static String checked(String file, Phrase phrase, String template) {
    if (template.isBlank()) {
      throw new IllegalArgumentException(
          "%s: %s is empty; write what shoppers are told, or leave the line out"
              .formatted(file, phrase.key()));
    }
    Matcher placeholders = PLACEHOLDER.matcher(template);
    while (placeholders.find()) {
      if (!phrase.speaksOfItem() || !placeholders.group().equals(Phrase.ITEM)) {
        throw new IllegalArgumentException(
            "%s: %s has the placeholder %s; %s"
                .formatted(
                    file,
                    phrase.key(),
                    Faults.shown(placeholders.group()),
                    phrase.speaksOfItem()
                        ? "there is " + Phrase.ITEM
                        : "nothing can be filled in there"));
      }
    }
    return template;
  }

  /**
   * The phrasebook for whoever prefers these languages.
   *
   * @param preferred as in the header {@code Accept-Language}, one tag or several with weights;
   *     null or nothing that is there for English
   * @throws IllegalArgumentException when it is neither
   */
  public Phrasebook of(@Nullable String preferred) {
    if (preferred == null || preferred.isBlank()) {
      return english;
    }
    Locale found = Locale.lookup(Locale.LanguageRange.parse(preferred), locales);
    return found == null ? english : books.getOrDefault(found.toLanguageTag(), english);
  }

  /** Tags of the languages there are. */
  public List<String> languages() {
    return List.copyOf(books.keySet());
  }
}
