package io.limpet.search.text;

import io.limpet.search.phrase.Phrases;
import io.limpet.text.TextModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a shop are analysed and encoded, and what its shoppers are told.
 *
 * @param encoder name of the text encoder, {@link #NO_ENCODER} to compare words alone
 * @param synonyms file, null for none
 * @param phrases folder of what shoppers are told beyond what is built in, null for none
 */
public record TextSettings(
    Language language, String encoder, @Nullable Path synonyms, @Nullable Path phrases) {
  /** In place of an encoder's name: meanings are not compared. */
  public static final String NO_ENCODER = "none";

  /** English without synonyms. */
  public static final TextSettings DEFAULT = of("", "", "", "");

  /**
   * Settings as they are written.
   *
   * @param language a code of {@link Language}, {@code en} where blank
   * @param encoder where blank the one that suits the language
   * @param synonyms path, blank for none
   * @param phrases path of a folder, blank for none
   * @throws IllegalArgumentException naming the setting that cannot be used
   */
  public static TextSettings of(String language, String encoder, String synonyms, String phrases) {
    Language known = Language.of(language.isBlank() ? Language.ENGLISH.code() : language);
    TextModel suited = known == Language.CHINESE ? TextModel.BGE_SMALL_ZH : TextModel.MINILM;
    return new TextSettings(
        known,
        encoder.isBlank() ? suited.id() : encoder,
        synonyms.isBlank() ? null : Path.of(synonyms),
        phrases.isBlank() ? null : Path.of(phrases));
  }

  /** Whether meanings are compared. */
  public boolean hasEncoder() {
    return !encoder.equals(NO_ENCODER);
  }

  /**
   * Reads the synonyms.
   *
   * @throws IllegalArgumentException naming the file, the line and the mend
   */
  public Synonyms readSynonyms() {
    return synonyms == null ? Synonyms.NONE : Synonyms.read(synonyms, language);
  }

  /**
   * Reads what shoppers are told.
   *
   * @throws IllegalArgumentException naming the file, the key and the mend
   */
  public Phrases readPhrases() {
    return phrases == null ? Phrases.builtIn() : Phrases.with(phrases);
  }
}
