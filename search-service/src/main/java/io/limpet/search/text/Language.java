package io.limpet.search.text;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;

/**
 * How the texts of a shop are analysed: which words say nothing, which forms of a word are one, and
 * how Chinese is split. Model numbers, units and accents are treated alike in all of them.
 */
public enum Language {
  ENGLISH("en", EnglishAnalyzer.getDefaultStopSet(), KStemFilter::new),
  GERMAN("de", GermanAnalyzer.getDefaultStopSet(), GermanLightStemFilter::new),
  FRENCH("fr", FrenchAnalyzer.getDefaultStopSet(), FrenchLightStemFilter::new),
  SPANISH("es", SpanishAnalyzer.getDefaultStopSet(), SpanishLightStemFilter::new),
  ITALIAN("it", ItalianAnalyzer.getDefaultStopSet(), ItalianLightStemFilter::new),
  PORTUGUESE("pt", PortugueseAnalyzer.getDefaultStopSet(), PortugueseLightStemFilter::new),
  DUTCH("nl", DutchAnalyzer.getDefaultStopSet(), in -> new SnowballFilter(in, new DutchStemmer())),
  DANISH(
      "da", DanishAnalyzer.getDefaultStopSet(), in -> new SnowballFilter(in, new DanishStemmer())),
  SWEDISH("sv", SwedishAnalyzer.getDefaultStopSet(), SwedishLightStemFilter::new),
  NORWEGIAN("no", NorwegianAnalyzer.getDefaultStopSet(), NorwegianLightStemFilter::new),
  FINNISH("fi", FinnishAnalyzer.getDefaultStopSet(), FinnishLightStemFilter::new),
  HUNGARIAN("hu", HungarianAnalyzer.getDefaultStopSet(), HungarianLightStemFilter::new),
  RUSSIAN("ru", RussianAnalyzer.getDefaultStopSet(), RussianLightStemFilter::new),
  /** Chinese words by a dictionary, and English words among them stemmed. */
  CHINESE("zh", ChineseWords.stopWords(), KStemFilter::new),
  /** Words as they are; pairs of characters where there are no spaces. For every other language. */
  NONE("none", CharArraySet.EMPTY_SET, in -> in);

  private final String code;
  private final Set<String> stopWords;
  private final UnaryOperator<TokenStream> stemmer;

  Language(String code, CharArraySet stopWords, UnaryOperator<TokenStream> stemmer) {
    this.code = code;
    this.stopWords = folded(stopWords);
    this.stemmer = stemmer;
  }

  private static Set<String> folded(CharArraySet words) {
    Set<String> folded = new LinkedHashSet<>();
    for (Object word : words) {
      folded.add(WordSplitter.plain(new String((char[]) word)).strip());
    }
    return Set.copyOf(folded);
  }

  /**
   * The language of a code.
   *
   * @throws IllegalArgumentException that names the codes there are
   */
  public static Language of(String code) {
    return Arrays.stream(values())
        .filter(language -> language.code.equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "language is \"" + code + "\"; give one of " + String.join(", ", codes())));
  }

  /** All codes. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Language::code).collect(Collectors.toList());
  }

  /** ISO 639-1, or {@code none}. */
  public String code() {
    return code;
  }

  /** Whether a word, in lower case without accents, says nothing of an item. */
  boolean isStopWord(String word) {
    return stopWords.contains(word);
  }

  WordSplitter splitter() {
    return new WordSplitter(this == CHINESE ? new ChineseWords() : WordSplitter.Segmenter::bigrams);
  }

  /** Splits and stems. */
  Analyzer analyzer() {
    return analyzer(stemmer);
  }

  /** Splits, and leaves words as they are written. */
  Analyzer unstemmed() {
    return analyzer(tokens -> tokens);
  }

  private Analyzer analyzer(UnaryOperator<TokenStream> filter) {
    WordSplitter splitter = splitter();
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokenizer = new WordTokenizer(splitter);
        return new TokenStreamComponents(tokenizer, filter.apply(tokenizer));
      }
    };
  }
}
