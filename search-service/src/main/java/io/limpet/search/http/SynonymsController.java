package io.limpet.search.http;

import io.limpet.search.text.Synonyms;
import io.limpet.search.text.TextSettings;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/search/synonyms}: the words that stand for others, as they were loaded. */
@Tag(name = "search", description = "Finding and browsing")
@Controller("/v1/search/synonyms")
final class SynonymsController {
  private final Synonyms synonyms;
  private final TextSettings texts;

  SynonymsController(Synonyms synonyms, TextSettings texts) {
    this.synonyms = synonyms;
    this.texts = texts;
  }

  /**
   * The synonyms.
   *
   * @param file where they come from; absent if the setting synonyms is empty
   */
  public record Loaded(@Nullable String file, List<Rule> rules) {}

  /** Who looks for the phrase also finds the others. */
  public record Rule(String phrase, List<String> finds) {}

  /** All, by phrase. */
  @Get
  Loaded synonyms() {
    return new Loaded(
        texts.synonyms() == null ? null : texts.synonyms().toString(),
        synonyms.phrases().entrySet().stream()
            .map(rule -> new Rule(rule.getKey(), rule.getValue()))
            .toList());
  }
}
