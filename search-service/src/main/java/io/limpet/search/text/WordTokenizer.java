package io.limpet.search.text;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Hands the words of a {@link WordSplitter} to Lucene: the parts one after the other, and a word in
 * one piece where its first part is. Has no offsets, which nothing here needs.
 */
final class WordTokenizer extends Tokenizer {
  /** More words of one field are not indexed. */
  private static final int WORDS_MOST = 4_000;

  private final WordSplitter splitter;
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final KeywordAttribute keyword = addAttribute(KeywordAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  private record Token(String text, int step, boolean joined) {}

  WordTokenizer(WordSplitter splitter) {
    this.splitter = splitter;
  }

  @Override
  public boolean incrementToken() {
    if (next == tokens.size()) {
      return false;
    }
    clearAttributes();
    Token token = tokens.get(next++);
    term.append(token.text());
    step.setPositionIncrement(token.step());
    keyword.setKeyword(token.joined());
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    tokens.clear();
    next = 0;
    var text = new StringWriter();
    input.transferTo(text);
    for (Word word : splitter.words(text.toString(), WORDS_MOST)) {
      for (int i = 0; i < word.parts().size(); i++) {
        tokens.add(new Token(word.parts().get(i), 1, false));
        if (i == 0 && word.joined() != null) {
          tokens.add(new Token(word.joined(), 0, true));
        }
      }
    }
  }
}
